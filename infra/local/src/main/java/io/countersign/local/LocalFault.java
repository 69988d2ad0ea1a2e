package io.countersign.local;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** A local part cannot start, stop or go on; the message is a sentence for a person: what is wrong and what to do about it. */
public final class LocalFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LocalFault(String message) {
        super(message);
    }

    public LocalFault(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Why an input or output failed, in words: a file's exception often says no more than the file's name. */
    public static String why(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException _ -> "there is no such file";
            case FileSystemException fault when fault.getReason() != null -> fault.getReason();
            case FileAlreadyExistsException _ -> "it exists and is no directory";
            default -> String.valueOf(e.getMessage());
        };
    }
}

package io.countersign.query.disclosures;

import io.countersign.ledger.disclosure.Disclosure;
import io.countersign.query.command.CommandClient;
import io.countersign.query.command.CommandClient.Item;
import io.countersign.query.intake.IntakeStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Finds what digests stand for. A disclosure is stored before the entry that names it is sealed, so one pull that began when the mirror held an
 * entry brings all there is of it: what is missing then was erased or withheld, and is not asked for again.
 */
@Component
public class Disclosures {

    private static final Logger LOG = LoggerFactory.getLogger(Disclosures.class);

    /** Sequence numbers may become visible out of order by as many as there are writers. */
    private static final long OVERLAP = 1_000;

    private final DisclosureTable table;
    private final CommandClient command;
    private final IntakeStatus status;
    private final ReentrantLock pulling = new ReentrantLock();
    private volatile long complete;

    Disclosures(DisclosureTable table, CommandClient command, IntakeStatus status) {
        this.table = table;
        this.command = command;
        this.status = status;
    }

    /**
     * Disclosures by digest; one that is not there is left out.
     *
     * @param position of the last entry whose digests are asked for
     */
    public Map<String, Disclosure> find(Set<String> digests, long position) {
        Map<String, Disclosure> found = table.find(digests);
        if (found.size() < digests.size() && complete <= position) {
            pull(position);
            Set<String> missing = new HashSet<>(digests);
            missing.removeAll(found.keySet());
            found.putAll(table.find(missing));
        }
        return found;
    }

    /** Those of them that were erased, with the positions of the entries that say so. */
    public Map<String, Long> erased(Set<String> digests) {
        return digests.isEmpty() ? Map.of() : table.erased(digests);
    }

    /**
     * Brings all that is disclosed of what is mirrored, before it is searched.
     *
     * @return whether it could be had
     */
    public boolean complete() {
        long last = status.size() - 1;
        if (complete <= last) {
            pull(last);
        }
        return complete > last;
    }

    private void pull(long position) {
        pulling.lock();
        try {
            if (complete > position) {
                return;
            }
            long mirrored = status.size();
            long after = Math.max(0, table.pulled() - OVERLAP);
            for (var page = command.disclosures(after); !page.items().isEmpty(); page = command
                    .disclosures(page.next())) {
                table.add(checked(page.items()));
                table.pulled(page.next());
            }
            complete = mirrored;
        } catch (IOException e) {
            LOG.warn("Disclosures cannot be had at the moment: {}", e.getMessage());
        } finally {
            pulling.unlock();
        }
    }

    private static List<Disclosure> checked(List<Item> items) {
        List<Disclosure> good = new ArrayList<>(items.size());
        for (Item item : items) {
            try {
                Disclosure disclosure = Disclosure.parse(item.disclosure());
                if (disclosure.digest().equals(item.digest())) {
                    good.add(disclosure);
                    continue;
                }
            } catch (IllegalArgumentException e) {
                LOG.warn("Disclosure {} is none: {}", item.sequence(), e.getMessage());
            }
            LOG.warn("Disclosure {} does not give its digest {}", item.sequence(), item.digest());
        }
        return good;
    }
}

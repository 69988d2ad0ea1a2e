package io.countersign.command;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The command service's process. SIGTERM lets requests under way finish and takes no more. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(Settings.class)
@EnableScheduling
public class CommandService {

    public static void main(String[] args) {
        SpringApplication.run(CommandService.class, args);
    }
}

package io.leasehold.tenancy.telemetry;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.LoggerFactory;

/** A log as an operator sees it: lines of text, the tenant in brackets. */
final class LogLines implements AutoCloseable {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Logger logger = (Logger) LoggerFactory.getLogger("shop");
  private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();

  LogLines() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("[%X{leasehold.tenant:-none}] %level %msg%n");
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.setOutputStream(out);
    appender.start();
    logger.setAdditive(false);
    logger.addAppender(appender);
  }

  void info(String message) {
    logger.info(message);
  }

  List<String> lines() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Override
  public void close() {
    logger.detachAppender(appender);
    appender.stop();
  }
}

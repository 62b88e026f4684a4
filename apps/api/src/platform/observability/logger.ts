import type { LoggerService } from '@nestjs/common';
import { pino, type Level, type Logger } from 'pino';

/** Token under which the process's logger is injected. */
export const LOGGER = Symbol('LOGGER');

/** One JSON line for each event, on standard output. Nothing that is logged holds headers, bodies or secrets. */
export function createLogger(level: string, service: string): Logger {
  return pino({ level, base: { service }, formatters: { level: (label) => ({ level: label }) } });
}

/** Lets what the framework and our services log through Nest come out as the same lines. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log = (message: unknown, ...more: unknown[]) => this.write('info', message, more);
  warn = (message: unknown, ...more: unknown[]) => this.write('warn', message, more);
  error = (message: unknown, ...more: unknown[]) => this.write('error', message, more);
  fatal = (message: unknown, ...more: unknown[]) => this.write('fatal', message, more);
  debug = (message: unknown, ...more: unknown[]) => this.write('debug', message, more);
  verbose = (message: unknown, ...more: unknown[]) => this.write('trace', message, more);

  // Nest appends the context last; an object comes before its sentence, an error's stack after it.
  private write(level: Level, message: unknown, more: readonly unknown[]): void {
    const context = typeof more.at(-1) === 'string' ? more.at(-1) : undefined;
    const rest = context === undefined ? more : more.slice(0, -1);
    if (message instanceof Error) {
      this.logger[level]({ context, err: message }, message.message);
    } else if (typeof message === 'object' && message !== null) {
      this.logger[level]({ context, ...message }, typeof rest[0] === 'string' ? rest[0] : '');
    } else {
      this.logger[level]({ context, ...(rest.length > 0 && { detail: rest }) }, String(message));
    }
  }
}

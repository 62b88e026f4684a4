import { Controller, Get } from '@nestjs/common';
import { SystemDatabase } from '../database/index.js';
import { unavailable } from '../graphql/errors.js';

/** For whoever decides whether this process gets traffic or is started anew. */
@Controller('health')
export class HealthController {
  constructor(private readonly database: SystemDatabase) {}

  /** The process answers. Says nothing of others, so that their outage does not restart it. */
  @Get('live')
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  /** The process can do its work now. */
  @Get('ready')
  async ready(): Promise<{ status: 'ready' }> {
    try {
      await this.database.query('SELECT 1 AS one');
    } catch {
      throw unavailable();
    }
    return { status: 'ready' };
  }
}

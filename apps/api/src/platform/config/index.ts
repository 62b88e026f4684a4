export { APP_CONFIG, localAccountsAllowed, readConfig, type AppConfig } from './config.js';
export { ConfigModule } from './config.module.js';

import { Module } from '@nestjs/common';
import { Notifications } from './notifications.js';

@Module({ providers: [Notifications], exports: [Notifications] })
export class NotificationsModule {}

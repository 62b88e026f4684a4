import { Global, Module } from '@nestjs/common';
import { OwnerLookup } from './owner-lookup.js';

@Global()
@Module({ providers: [OwnerLookup], exports: [OwnerLookup] })
export class AccessModule {}

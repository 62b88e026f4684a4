import { Global, Module } from '@nestjs/common';
import { PrincipalSource } from '../../platform/access/index.js';
import { AuthController } from './auth.controller.js';
import { Principals } from './principals.js';
import { Sessions } from './sessions.js';
import { SignInService } from './sign-in.service.js';
import { SignInThrottle } from './sign-in-throttle.js';

/** Who is asking. Global, because the edge asks it for every request. */
@Global()
@Module({
  controllers: [AuthController],
  providers: [{ provide: PrincipalSource, useClass: Principals }, Sessions, SignInService, SignInThrottle],
  exports: [PrincipalSource],
})
export class IdentityModule {}

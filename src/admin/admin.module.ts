import { Module } from '@nestjs/common';
import { APP_FILTER, DiscoveryModule } from '@nestjs/core';
import { AccountsModule } from '../accounts';
import { AuthController } from './auth/auth.controller';
import { RefreshCookie } from './auth/refresh-cookie';
import { AddressLimit } from './http/address-limit';
import { EndpointRegistry } from './http/endpoint-registry';
import { ProblemFilter } from './http/problem.filter';
import { OpenApiDocument } from './openapi/openapi-document';

/**
 * The HTTP edge for admins: checks who calls and what is sent, asks a feature, answers JSON. It decides nothing; whatever
 * two edges would have to decide alike belongs to a feature.
 */
@Module({
  imports: [DiscoveryModule, AccountsModule],
  controllers: [AuthController],
  providers: [
    { provide: APP_FILTER, useClass: ProblemFilter },
    EndpointRegistry,
    OpenApiDocument,
    AddressLimit,
    RefreshCookie,
  ],
})
export class AdminModule {}

import { Injectable, type OnModuleInit } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { type EndpointDefinition, endpointOf } from './endpoint';

/** A route below `/api` that nobody decided about: who may use it is not said. */
export class UndeclaredRoutes extends Error {
  constructor(readonly routes: readonly string[]) {
    super(`these routes declare no access and would be open by mistake: ${routes.join(', ')}`);
    this.name = 'UndeclaredRoutes';
  }
}

/** Every route of the admin API. Keeps the application from starting while one says not who may use it. */
@Injectable()
export class EndpointRegistry implements OnModuleInit {
  private endpoints: EndpointDefinition[] = [];

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onModuleInit(): void {
    const undeclared: string[] = [];
    const found = new Map<string, EndpointDefinition>();
    for (const { metatype, instance } of this.discovery.getControllers()) {
      if (!metatype || !instance || !isBelowApi(metatype)) continue;
      const prototype = Object.getPrototypeOf(instance) as Record<string, unknown>;
      for (const name of this.scanner.getAllMethodNames(prototype)) {
        const handler = prototype[name];
        if (typeof handler !== 'function' || Reflect.getMetadata(METHOD_METADATA, handler) === undefined) continue;
        const definition = endpointOf(handler);
        if (!definition) undeclared.push(`${metatype.name}.${name}`);
        else if (found.has(keyOf(definition))) throw new Error(`two methods serve ${keyOf(definition)}`);
        else found.set(keyOf(definition), definition);
      }
    }
    if (undeclared.length > 0) throw new UndeclaredRoutes(undeclared);
    this.endpoints = [...found.values()];
  }

  list(): readonly EndpointDefinition[] {
    return this.endpoints;
  }
}

const keyOf = ({ method, path }: EndpointDefinition): string => `${method} ${path}`;

function isBelowApi(controller: object): boolean {
  const paths: unknown = Reflect.getMetadata(PATH_METADATA, controller);
  return [paths].flat().some((path) => typeof path === 'string' && /^\/?api(\/|$)/.test(path));
}

/** Nest and nothing else: a controller that runs a list's statements and answers their rows as JSON. */
import 'reflect-metadata';
import { Controller, Get, Module, NotFoundException, Req } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Request } from 'express';
import { Pool } from 'pg';
import { PAGE_ALONE, type CaseStatements, type PeerEnvironment, type Statement } from './contract';

const environment = process.env as unknown as PeerEnvironment;
const pool = new Pool({ connectionString: environment.DATABASE_URL, max: 30 });
const cases = new Map((JSON.parse(environment.CASES) as CaseStatements[]).map((each) => [`/api/v1${each.path}`, each]));

const run = async ({ sql, parameters }: Statement): Promise<object[]> =>
  (await pool.query<object>(sql, [...parameters])).rows;

@Controller()
class ListsController {
  @Get('{*path}')
  async list(@Req() request: Request): Promise<object> {
    const pageAlone = request.originalUrl.startsWith(PAGE_ALONE);
    const found = cases.get(pageAlone ? request.originalUrl.slice(PAGE_ALONE.length) : request.originalUrl);
    if (!found) throw new NotFoundException();
    if (pageAlone) return { items: await run(found.page) };
    const [items, counted] = await Promise.all([run(found.page), run(found.count)]);
    const estimate = found.estimate && (await run(found.estimate));
    return { items, counted, estimate };
  }
}

@Module({ controllers: [ListsController] })
class BareModule {}

async function main(): Promise<void> {
  const app = await NestFactory.create(BareModule, { logger: false });
  await app.listen(0, '127.0.0.1');
  process.on('disconnect', () => process.exit(0));
  process.send?.({ url: await app.getUrl() });
}

void main();

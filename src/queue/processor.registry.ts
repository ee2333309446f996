import { Injectable } from '@nestjs/common';
import { DiscoveryService, Reflector } from '@nestjs/core';
import { definedJobs, type JobPayload } from './job-definition';
import { JobProcessor } from './job-processor';
import { PROCESSES } from './processes.decorator';

/** A declared job without its processor, or with two. Wiring, not weather: the process must not start. */
export class UnhandledJobs extends Error {
  constructor(problems: readonly string[]) {
    super(`The worker can't start: ${problems.join('; ')}.`);
    this.name = 'UnhandledJobs';
  }
}

/** Finds the processor of every declared job. */
@Injectable()
export class ProcessorRegistry {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly reflector: Reflector,
  ) {}

  /** Answers job name → processor. Throws `UnhandledJobs` unless each declared job has exactly one. */
  collect(): Map<string, JobProcessor<JobPayload>> {
    const found = new Map<string, JobProcessor<JobPayload>[]>();
    for (const { instance, metatype } of this.discovery.getProviders()) {
      if (!(instance instanceof JobProcessor) || !metatype) continue;
      const name = this.reflector.get<string | undefined>(PROCESSES, metatype) ?? instance.job.name;
      const processors = found.get(name) ?? [];
      // The same instance is listed once for every token that leads to it.
      if (!processors.includes(instance as JobProcessor<JobPayload>)) {
        found.set(name, [...processors, instance as JobProcessor<JobPayload>]);
      }
    }
    const names = new Set([...definedJobs().map(({ name }) => name), ...found.keys()]);
    const problems = [...names].flatMap((name) => describeProblem(name, found.get(name) ?? []));
    if (problems.length > 0) throw new UnhandledJobs(problems);
    return new Map([...found].flatMap(([name, [processor]]) => (processor ? [[name, processor] as const] : [])));
  }
}

function describeProblem(name: string, processors: readonly JobProcessor<JobPayload>[]): string[] {
  const classes = processors.map((processor) => processor.constructor.name).join(' and ');
  if (processors.length === 0) return [`the job "${name}" has no processor`];
  if (processors.length > 1) return [`the job "${name}" has more than one processor: ${classes}`];
  if (processors[0]?.job.name !== name) return [`${classes} is marked for "${name}" but names another job`];
  return definedJobs().some((job) => job.name === name) ? [] : [`${classes} processes the undeclared job "${name}"`];
}

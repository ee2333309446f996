import type { components } from './schema';

type ProblemDocument = components['schemas']['Problem'];

/** The application refused, and says why in the reader's language. */
export class Problem extends Error {
  readonly status: number;
  /** Where react-admin's forms look for what to show beside a field. */
  readonly body: { readonly errors?: Record<string, string> };

  constructor(readonly document: ProblemDocument) {
    super(document.detail);
    this.name = 'Problem';
    this.status = document.status;
    this.body = { errors: errorsByField(document) };
  }

  /** Of a failure nobody foresaw: the log of the application knows more under it. */
  get reference(): string | undefined {
    return this.document.reference;
  }
}

/** The application could not be reached at all. The same request may well succeed later. */
export class ConnectionLost extends Error {
  constructor(cause: unknown) {
    super('panel.connection.noAnswer', { cause });
    this.name = 'ConnectionLost';
  }
}

/** Reads the problem of a refused answer; something in between (a proxy, say) may have answered another way. */
export async function problemOf(response: Response): Promise<Problem> {
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json') ?? false;
  const document = isProblem ? ((await response.json()) as ProblemDocument) : unknownProblem(response);
  return new Problem(document);
}

const unknownProblem = ({ status, statusText }: Response): ProblemDocument => ({
  type: 'about:blank',
  title: statusText,
  status,
  code: 'http.unknown',
  detail: `${status} ${statusText}`.trim(),
});

function errorsByField({ problems = [] }: ProblemDocument): Record<string, string> | undefined {
  const ofBody = problems.filter((problem) => problem.in === 'body' && problem.field !== '');
  if (ofBody.length === 0) return undefined;
  return Object.fromEntries(ofBody.map(({ field, message }) => [field.split('.')[0] ?? field, message]));
}

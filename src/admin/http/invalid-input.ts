/** What is wrong with one field, without repeating its value. */
export interface FieldProblem {
  readonly in: 'path' | 'query' | 'body' | 'header';
  /** Dotted path; empty for the whole. */
  readonly field: string;
  readonly message: string;
}

/** A request that is not as its route's definition says. */
export class InvalidInput extends Error {
  constructor(readonly problems: readonly FieldProblem[]) {
    super('the request is not valid');
    this.name = 'InvalidInput';
  }
}

/** The copy was not made, and the target is as it was. The message tells the operator what to do. */
export class CopyRefused extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CopyRefused';
  }
}

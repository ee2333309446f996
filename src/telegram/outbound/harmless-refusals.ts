/** Refusals that say "it is already so" or "it no longer matters": for whoever called, the call has done its work. */
const HARMLESS: readonly { method: RegExp; description: RegExp }[] = [
  { method: /^editMessage/, description: /message is not modified/i },
  { method: /^deleteMessages?$/, description: /message to delete not found/i },
  { method: /^answer(Callback|Inline)Query$/, description: /query is too old|query ID is invalid/i },
];

/** Whether a 400 with this description counts as success of `method`, which then answers `true`. */
export function isHarmless(method: string, description: string): boolean {
  return HARMLESS.some((entry) => entry.method.test(method) && entry.description.test(description));
}

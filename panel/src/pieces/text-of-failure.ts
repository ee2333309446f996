/** The address of the words for the code of a failure, if there are any. */
export const textOfFailure = (code: string): string =>
  `resources.transcription.failures.${code.replace(/^transcription\./, '')}`;

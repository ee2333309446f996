import { z } from 'zod';

const fileInFolder = z.object({
  path: z.string().regex(/^(?!.*\.\.)[\w][\w./-]*$/, 'must be a relative path inside the model folder'),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hexadecimal digits'),
});

const common = {
  /** Shown to operators and kept in the statistics, for example `moonshine-tiny`. */
  name: z.string().regex(/^[\w.-]{1,64}$/, 'must be 1 to 64 letters, digits, ".", "_" or "-"'),
  /** ISO 639-1 codes, or `any`. */
  languages: z.union([z.literal('any'), z.array(z.string().regex(/^[a-z]{2,3}$/)).min(1)]),
  /** A known clip and what is said in it; an engine that can't hear it at start is refused. */
  selfCheck: z.object({ audio: fileInFolder, text: z.string().min(1) }).optional(),
  source: z.string().optional(),
};

const always = { tokens: fileInFolder, vad: fileInFolder };

/**
 * `manifest.json` of a model folder: what kind of network it is, which file plays which part, and what the files must
 * hash to. `vad` is a Silero voice activity model, needed beside every recogniser.
 */
export const modelManifestSchema = z.discriminatedUnion('type', [
  z.object({
    ...common,
    type: z.literal('moonshine'),
    files: z.object({ ...always, encoder: fileInFolder, decoder: fileInFolder }),
  }),
  z.object({
    ...common,
    type: z.literal('whisper'),
    files: z.object({ ...always, encoder: fileInFolder, decoder: fileInFolder }),
  }),
  z.object({
    ...common,
    type: z.literal('transducer'),
    files: z.object({ ...always, encoder: fileInFolder, decoder: fileInFolder, joiner: fileInFolder }),
  }),
  z.object({
    ...common,
    type: z.literal('nemo-ctc'),
    files: z.object({ ...always, model: fileInFolder }),
  }),
]);

export type ModelManifest = z.output<typeof modelManifestSchema>;

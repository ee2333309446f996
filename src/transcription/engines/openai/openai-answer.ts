import { z } from 'zod';
import { type TranscriptSegment } from '../../transcription-engine';

/** Whisper's own rule for a stretch without speech (its `no_speech_threshold` and `logprob_threshold`). */
const NO_SPEECH_PROBABILITY = 0.6;
const UNSURE_LOG_PROBABILITY = -1;

const segmentSchema = z.object({
  start: z.number().nonnegative(),
  end: z.number().nonnegative(),
  text: z.string(),
  no_speech_prob: z.number().optional(),
  avg_logprob: z.number().optional(),
});

/** What `json` and `verbose_json` have in common; the rest is optional, since servers differ. */
const answerSchema = z.object({
  text: z.string(),
  language: z.string().nullish(),
  duration: z.coerce.number().nonnegative().nullish(),
  segments: z.array(segmentSchema).nullish(),
});

export interface OpenAiAnswer {
  text: string;
  segments: TranscriptSegment[];
  language: string | null;
  durationSeconds: number | null;
}

/** Reads an answer, or `null` when it is none. Stretches that the model itself calls silence are left out. */
export function parseAnswer(body: string): OpenAiAnswer | null {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return null;
  }
  const parsed = answerSchema.safeParse(json);
  if (!parsed.success) return null;
  const { text, language, duration, segments } = parsed.data;
  const spoken = segments?.filter((segment) => !isSilence(segment) && segment.text.trim() !== '');
  return {
    // Over silence the model invents a sentence; it is only in the segments that it admits it.
    text: segments && segments.length > 0 && spoken?.length === 0 ? '' : text.trim(),
    segments: (spoken ?? []).map(({ start, end, text: words }) => ({ start, end, text: words.trim() })),
    language: language ? languageCode(language) : null,
    durationSeconds: duration ?? null,
  };
}

function isSilence(segment: z.output<typeof segmentSchema>): boolean {
  const { no_speech_prob: silence = 0, avg_logprob: certainty = 0 } = segment;
  return silence > NO_SPEECH_PROBABILITY && certainty < UNSURE_LOG_PROBABILITY;
}

/** Some servers answer `en`, some `english`. */
function languageCode(language: string): string | null {
  const name = language.trim().toLowerCase();
  return /^[a-z]{2}$/.test(name) ? name : (codesByName().get(name) ?? null);
}

let names: Map<string, string> | undefined;

function codesByName(): Map<string, string> {
  if (!names) {
    const display = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
    const letters = [...'abcdefghijklmnopqrstuvwxyz'];
    const codes = letters.flatMap((first) => letters.map((second) => first + second));
    names = new Map(codes.flatMap((code) => (display.of(code) ? [[display.of(code)!.toLowerCase(), code]] : [])));
  }
  return names;
}

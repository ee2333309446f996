import { bareMimeType } from './bare-mime-type';
import { type EngineCapabilities } from './transcription-engine';
import { type NoEngineReason } from './transcription.errors';

export interface EngineCandidate {
  readonly id: string;
  readonly capabilities: EngineCapabilities;
  /** It asked to be left alone for now. */
  readonly isPaused: boolean;
}

export interface Recording {
  readonly mimeType: string;
  readonly durationSeconds: number | null;
  /** `null` when it is still to arrive. */
  readonly sizeBytes: number | null;
  readonly language?: string;
}

export type EngineChoice =
  | { readonly kind: 'engines'; /** Best first. */ readonly ids: readonly string[] }
  | { readonly kind: 'none'; readonly reason: NoEngineReason };

/** From what stands in the way of nearly everything to what stands in the way of one recording. */
const REASONS: readonly NoEngineReason[] = ['language', 'format', 'length', 'size'];

/**
 * Which engines to ask for a recording, and in which order. `candidates` come in the operator's order of preference.
 * An engine that can't take the recording is left out. When nobody said what language is spoken, engines that
 * understand any go first; the paused ones go last. Otherwise the preference stands.
 */
export function chooseEngines(candidates: readonly EngineCandidate[], recording: Recording): EngineChoice {
  if (candidates.length === 0) return { kind: 'none', reason: 'none-configured' };
  const objections = candidates.map((candidate) => objectionTo(candidate.capabilities, recording));
  const suitable = candidates.filter((_, index) => objections[index] === null);
  if (suitable.length === 0) {
    const closest = Math.max(...objections.map((objection) => REASONS.indexOf(objection as NoEngineReason)));
    return { kind: 'none', reason: REASONS[closest] ?? 'none-configured' };
  }
  const rank = (candidate: EngineCandidate): number => {
    const isGuess = recording.language === undefined && candidate.capabilities.languages !== 'any';
    return (candidate.isPaused ? 2 : 0) + (isGuess ? 1 : 0);
  };
  // Sorting is stable, so equal ranks keep the order of preference.
  const ordered = [...suitable].sort((left, right) => rank(left) - rank(right));
  return { kind: 'engines', ids: ordered.map((candidate) => candidate.id) };
}

function objectionTo(capabilities: EngineCapabilities, recording: Recording): NoEngineReason | null {
  const { languages, encodings, maxAudioSeconds, maxAudioBytes } = capabilities;
  if (recording.language !== undefined && languages !== 'any' && !languages.includes(recording.language)) {
    return 'language';
  }
  if (!encodings.includes(bareMimeType(recording.mimeType))) return 'format';
  if (maxAudioSeconds !== null && (recording.durationSeconds ?? 0) > maxAudioSeconds) return 'length';
  if (maxAudioBytes !== null && (recording.sizeBytes ?? 0) > maxAudioBytes) return 'size';
  return null;
}

/**
 * Where the free speech models come from. Everything is pinned: a package by version, every file by SHA-256.
 * The packages are fetched as tarballs and never installed: as dependencies they would pull in 700 MB.
 */
const MOONSHINE = '@usefulsensors/moonshine-js@0.1.16';
const SILERO = '@ricky0123/vad-web@0.0.31';
const LLAMA_TOKENIZER = 'llama-tokenizer-js@1.2.2';

/** Finds the stretches of speech in a recording, for every model. Silero VAD v5, MIT. */
const voiceActivity = {
  from: SILERO,
  path: 'package/dist/silero_vad_v5.onnx',
  as: 'silero-vad.onnx',
  sha256: '2623a2953f6ff3d2c1e61740c6cdb7168133479b267dfef114a4a3cc5bdd788f',
};

/** The vocabulary both models share, hidden inside a JavaScript tokenizer; `tokens.mjs` turns it into sherpa's form. */
export const vocabulary = {
  from: LLAMA_TOKENIZER,
  path: 'package/llama-tokenizer.js',
  sha256: '34a7b9f7579d40486444590c37cba6564ef40c3dd98ecdfc2f7c886ae72c898d',
};

export const tokens = {
  as: 'tokens.txt',
  sha256: '043d62c6fe5ada3e384bd3748426e6e38691e5087223c1ddeb52d27758335f0e',
};

/** Half a dozen words said by a LibriVox reader (public domain): an engine that can't hear them is broken. */
export const selfCheck = { as: 'self-check.ogg', text: 'He was not an ill-disposed young man.' };

const moonshine = (size, encoderSha256, decoderSha256) => ({
  name: `moonshine-${size}`,
  languages: ['en'],
  source: `${MOONSHINE} (Moonshine ${size}, int8, MIT), ${SILERO} (Silero VAD v5, MIT), ${LLAMA_TOKENIZER} (MIT)`,
  files: {
    encoder: {
      from: MOONSHINE,
      path: `package/dist/model/${size}/quantized/encoder_model.onnx`,
      as: 'encoder.onnx',
      sha256: encoderSha256,
    },
    decoder: {
      from: MOONSHINE,
      path: `package/dist/model/${size}/quantized/decoder_model_merged.onnx`,
      as: 'decoder.onnx',
      sha256: decoderSha256,
    },
    vad: voiceActivity,
  },
});

export const models = {
  tiny: moonshine(
    'tiny',
    'c6fc4b7bc5af75c0591fd157a1f3829b533d18e9769a888fd95a62e470dd4f4a',
    'eed87831c3a6103534aae7d47a5d485025c659a1323901513961c39fe8a1a367',
  ),
  base: moonshine(
    'base',
    '1dd9ab0a7f987113d30affcba5a068d11c8f90fa0223caa3e491ade431ad9751',
    'cc9f3cd6698a369c6008b41aa60aa3fb3322e7f03c9bdf19d8e6b7200afca4f3',
  ),
};

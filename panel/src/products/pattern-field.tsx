import { Alert, Box, Chip, Stack, TextField, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { maxLength, TextInput } from 'react-admin';
import { useFormContext, useWatch } from 'react-hook-form';
import { useText } from '../i18n/use-text';
import { judgeSeries } from './pattern-verdict';

const LONGEST_PATTERN = 100;
const LONGEST_SERIES = 64;
const EXAMPLES = [
  { pattern: '\\d{4}', means: 'digits' },
  { pattern: '[A-Z]{2}-\\d{4}', means: 'letters' },
  { pattern: 'lot \\d+|batch \\d+', means: 'either' },
] as const;
const TONES = { fits: 'success', differs: 'warning', broken: 'error' } as const;

/** The pattern of the series: what it means, examples to begin from, and a series to try it on before it is saved. */
export const PatternField = () => {
  const text = useText();
  const { setValue } = useFormContext();
  return (
    <Box component="fieldset" sx={{ border: 1, borderColor: 'divider', borderRadius: 2, p: 2, m: 0, width: 1 }}>
      <Typography component="legend" variant="body2" fontWeight={600} sx={{ px: 1 }}>
        {text('resources.products.fields.seriesPattern')}
      </Typography>
      <Typography variant="body2" color="textSecondary" gutterBottom>
        {text('resources.products.pattern.explained')}
      </Typography>
      <TextInput
        source="seriesPattern"
        label="resources.products.pattern.label"
        validate={maxLength(LONGEST_PATTERN)}
        helperText={false}
        fullWidth
        slotProps={{ htmlInput: { spellCheck: false, autoCapitalize: 'off', style: { fontFamily: 'monospace' } } }}
      />
      <Stack direction="row" gap={1} flexWrap="wrap" mt={1} mb={2}>
        {EXAMPLES.map(({ pattern, means }) => (
          <Chip
            key={pattern}
            size="small"
            variant="outlined"
            label={`${pattern} – ${text(`resources.products.pattern.examples.${means}`)}`}
            onClick={() => setValue('seriesPattern', pattern, { shouldDirty: true, shouldValidate: true })}
          />
        ))}
      </Stack>
      <Trial />
    </Box>
  );
};

const Trial = () => {
  const text = useText();
  const [series, setSeries] = useState('');
  const pattern = useWatch({ name: 'seriesPattern' }) as string | null | undefined;
  // A matcher of its own, as the application has it: loaded when the form is opened, and not before.
  const { data: matcher } = useQuery({ queryKey: ['matcher'], queryFn: () => import('re2js'), staleTime: Infinity });
  const verdict = pattern && matcher ? judgeSeries(matcher.RE2JS, pattern, series) : undefined;
  const isShown = verdict !== undefined && (series.trim() !== '' || verdict === 'broken');
  return (
    <>
      <TextField
        label={text('resources.products.pattern.try')}
        size="small"
        fullWidth
        value={series}
        onChange={({ target }) => setSeries(target.value)}
        disabled={!pattern}
        slotProps={{ htmlInput: { maxLength: LONGEST_SERIES, spellCheck: false } }}
      />
      <div role="status">
        {isShown && (
          <Alert severity={TONES[verdict]} sx={{ mt: 1 }}>
            {text(`resources.products.pattern.${verdict}`)}
          </Alert>
        )}
      </div>
    </>
  );
};

import { Box, Button, Stack, Typography } from '@mui/material';
import { type FormEvent, useState } from 'react';
import { useNotify } from 'react-admin';
import { useMay } from '../admin/use-may';
import { api } from '../api/api';
import { Problem } from '../api/problem';
import type { AuditEntry, Setting } from '../api/types';
import { useText } from '../i18n/use-text';
import { ConfirmButton } from '../pieces/confirm-button';
import { useFailureText } from '../pieces/use-failure-text';
import { ChangedBy } from './changed-by';
import { SettingInput } from './setting-input';
import { useShownValue } from './shown-value';

interface Props {
  readonly setting: Setting;
  /** The change that holds, where it is known. */
  readonly change: AuditEntry | undefined;
  readonly onChanged: () => Promise<void>;
}

/** One setting: what it does, what it is, what it would be by itself, who changed it, and how to change it. */
export const SettingRow = ({ setting, change, onChanged }: Props) => {
  const text = useText();
  const notify = useNotify();
  const failureText = useFailureText();
  const shown = useShownValue();
  const mayChange = useMay('settings:write');
  const [draft, setDraft] = useState<Setting['value']>();
  const [fault, setFault] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const { key, value, overridden } = setting;
  const name = text(`resources.settings.what.${key}`);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await api.patch('/settings', { body: { [key]: draft } });
      await onChanged();
      forget();
      notify('resources.settings.saved');
    } catch (error) {
      const atField = faultAt(key, error);
      setFault(atField);
      if (atField === undefined) notify(failureText(error), { type: 'error' });
    } finally {
      setBusy(false);
    }
  };
  const reset = async () => {
    await api.delete('/settings/{setting}', { path: { setting: key } });
    await onChanged();
    forget();
    notify('resources.settings.reset.done');
  };
  const forget = () => {
    setDraft(undefined);
    setFault(undefined);
  };

  return (
    <Stack
      component="form"
      aria-label={name}
      noValidate
      direction={{ xs: 'column', sm: 'row' }}
      gap={2}
      onSubmit={(event: FormEvent) => void save(event)}
    >
      <Box flex={1} minWidth={0}>
        <Typography variant="body2" fontWeight={600}>
          {name}
        </Typography>
        <Typography variant="caption" color="textSecondary" component="p" sx={{ overflowWrap: 'anywhere' }}>
          {text('resources.settings.byItself', { value: shown(setting, setting.default) })}
          {' · '}
          <code>{key}</code>
        </Typography>
        {overridden && <ChangedBy change={change} />}
      </Box>
      <Stack gap={1} sx={{ width: { xs: '100%', sm: 320 } }}>
        {mayChange ? (
          <SettingInput setting={setting} name={name} value={draft ?? value} fault={fault} onChange={setDraft} />
        ) : (
          <Typography sx={{ overflowWrap: 'anywhere' }}>{shown(setting, value)}</Typography>
        )}
        {mayChange && (draft !== undefined || overridden) && (
          <Stack direction="row" gap={1} justifyContent="flex-end">
            {draft !== undefined && (
              <>
                <Button size="small" color="inherit" onClick={forget}>
                  {text('panel.action.cancel')}
                </Button>
                <Button size="small" type="submit" variant="contained" loading={isBusy}>
                  {text('panel.action.save')}
                </Button>
              </>
            )}
            {draft === undefined && overridden && (
              <ConfirmButton
                label={text('resources.settings.reset.action')}
                question={text('resources.settings.reset.question', { name, value: shown(setting, setting.default) })}
                size="small"
                variant="text"
                onConfirm={reset}
              />
            )}
          </Stack>
        )}
      </Stack>
    </Stack>
  );
};

/** What the API found wrong with this very setting. Keys hold dots, and what is in a list is named after its place there. */
function faultAt(key: string, error: unknown): string | undefined {
  if (!(error instanceof Problem)) return undefined;
  const found = error.document.problems?.find(({ field }) => field === key || field.startsWith(`${key}.`));
  return found?.message;
}

import { useQueryClient } from '@tanstack/react-query';
import { Alert } from '@mui/material';
import { useEffect, useRef } from 'react';
import { useLineState } from '../api/live';
import { useText } from '../i18n/use-text';

/** Says that the application is out of reach, and asks for everything anew when it is back. */
export const ConnectionBanner = () => {
  const text = useText();
  const queries = useQueryClient();
  const state = useLineState();
  const before = useRef(state);
  useEffect(() => {
    if (before.current === 'lost' && state === 'open') void queries.invalidateQueries();
    before.current = state;
  }, [state, queries]);
  return (
    <div role="status">
      {state === 'lost' && (
        <Alert severity="warning" sx={{ mt: 1 }}>
          {text('panel.connection.lost')}
        </Alert>
      )}
    </div>
  );
};

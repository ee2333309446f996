import { SaveButton, Toolbar } from 'react-admin';

/** The end of a form: saving, and nothing beside it that could be taken for it. */
export const SaveOnly = () => (
  <Toolbar sx={{ bgcolor: 'background.paper' }}>
    <SaveButton />
  </Toolbar>
);

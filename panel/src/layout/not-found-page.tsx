import { Button } from '@mui/material';
import { Title } from 'react-admin';
import { Link } from 'react-router-dom';
import { useText } from '../i18n/use-text';
import { EmptyState } from '../pieces/empty-state';

/** For an address that leads nowhere. */
export const NotFoundPage = () => {
  const text = useText();
  return (
    <>
      <Title title={text('panel.notFound.title')} />
      <EmptyState
        title={text('panel.notFound.title')}
        hint={text('panel.notFound.hint')}
        action={
          <Button component={Link} to="/" variant="contained">
            {text('panel.notFound.overview')}
          </Button>
        }
      />
    </>
  );
};

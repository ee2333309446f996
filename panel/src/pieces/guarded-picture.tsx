import BrokenIcon from '@mui/icons-material/BrokenImageOutlined';
import { Skeleton } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { sendSignedIn } from '../api/api';

interface Props {
  /** In the API. */
  readonly address: string;
  readonly description: string;
  /** In pixels; it is as wide as it needs to be. */
  readonly height: number;
}

/** A picture that needs a token: fetched with it, and shown from the memory of the page. */
export const GuardedPicture = ({ address, description, height }: Props) => {
  const { data: picture, isError } = useQuery({
    queryKey: ['picture', address],
    queryFn: async ({ signal }) => (await sendSignedIn(address, { signal })).blob(),
    staleTime: Infinity,
  });
  if (isError) return <BrokenIcon color="action" titleAccess={description} sx={{ fontSize: 56 }} />;
  if (!picture) return <Skeleton variant="rectangular" height={height} width="100%" />;
  return <Shown picture={picture} description={description} height={height} />;
};

const Shown = ({ picture, description, height }: Omit<Props, 'address'> & { picture: Blob }) => {
  const show = useCallback(
    (image: HTMLImageElement) => {
      image.src = URL.createObjectURL(picture);
      return () => URL.revokeObjectURL(image.src);
    },
    [picture],
  );
  return <img ref={show} alt={description} style={{ maxHeight: height, maxWidth: '100%', objectFit: 'contain' }} />;
};

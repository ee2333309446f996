import AnimationIcon from '@mui/icons-material/GifBoxOutlined';
import DocumentIcon from '@mui/icons-material/DescriptionOutlined';
import DownloadIcon from '@mui/icons-material/DownloadOutlined';
import PhotoIcon from '@mui/icons-material/ImageOutlined';
import VideoIcon from '@mui/icons-material/MovieOutlined';
import { Box, Card, CardContent, Stack, Typography } from '@mui/material';
import { addressOf } from '../api/api';
import { saveAs } from '../api/save-as';
import { useFormat } from '../i18n/use-format';
import { useText } from '../i18n/use-text';
import { ActionButton } from '../pieces/action-button';
import { GuardedPicture } from '../pieces/guarded-picture';
import { MediaState, type OrderItem } from './order-state';

const ICONS = { photo: PhotoIcon, video: VideoIcon, document: DocumentIcon, animation: AnimationIcon };
const PICTURE_HEIGHT = 180;

/** One thing that a customer sent: its picture, how it is, why it could not be had, and the way to have it here. */
export const MediaCard = ({ orderId, item }: { orderId: number; item: OrderItem }) => {
  const text = useText();
  const format = useFormat();
  const { mediaId, kind, fileName, sizeBytes, status, failure, hasThumbnail } = item;
  const Icon = ICONS[kind];
  const name = fileName ?? text(`resources.orders.kinds.${kind}`);
  const path = { orderId, mediaId };
  return (
    <Card component="li" variant="outlined">
      <Stack alignItems="center" justifyContent="center" height={PICTURE_HEIGHT} bgcolor="action.hover">
        {hasThumbnail ? (
          <GuardedPicture
            address={addressOf('/orders/{orderId}/media/{mediaId}/thumbnail', path)}
            description={text('resources.orders.picture', { name })}
            height={PICTURE_HEIGHT}
          />
        ) : (
          <Icon color="action" sx={{ fontSize: 56 }} />
        )}
      </Stack>
      <CardContent>
        <Typography variant="body2" fontWeight={600} sx={{ overflowWrap: 'anywhere' }}>
          <bdi>{name}</bdi>
        </Typography>
        <Stack direction="row" gap={1} alignItems="center" my={1}>
          <MediaState status={status} />
          <Typography variant="caption" color="textSecondary">
            {[text(`resources.orders.kinds.${kind}`), sizeBytes !== null && format.bytes(sizeBytes)]
              .filter(Boolean)
              .join(' · ')}
          </Typography>
        </Stack>
        {failure && (
          <Typography variant="body2" color="error">
            {text(`resources.orders.failures.${failure}`)}
          </Typography>
        )}
        {status === 'available' && (
          <Box ml={-1}>
            <ActionButton
              label={text('resources.orders.download')}
              startIcon={<DownloadIcon />}
              size="small"
              onAct={() => saveAs(addressOf('/orders/{orderId}/media/{mediaId}', path), fileName ?? `media-${mediaId}`)}
            />
          </Box>
        )}
      </CardContent>
    </Card>
  );
};

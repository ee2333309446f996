import AudioIcon from '@mui/icons-material/AudiotrackOutlined';
import DocumentIcon from '@mui/icons-material/DescriptionOutlined';
import PhotoIcon from '@mui/icons-material/ImageOutlined';
import VideoIcon from '@mui/icons-material/MovieOutlined';
import type { LibraryFile } from '../api/types';

export const fileStatuses = [
  'pending',
  'processing',
  'ready',
  'unprocessed',
] as const satisfies readonly LibraryFile['status'][];

const ICONS = { document: DocumentIcon, audio: AudioIcon, video: VideoIcon, photo: PhotoIcon };

export const KindIcon = ({ kind }: { kind: LibraryFile['kind'] }) => {
  const Icon = ICONS[kind];
  return <Icon fontSize="small" color="action" />;
};

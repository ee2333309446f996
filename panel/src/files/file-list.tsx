import UploadIcon from '@mui/icons-material/UploadFileOutlined';
import { Chip, Stack, Typography } from '@mui/material';
import { CreateButton, DataTable, FilterButton, SearchInput, SelectInput, TopToolbar } from 'react-admin';
import { useMay } from '../admin/use-may';
import type { LibraryFile } from '../api/types';
import { useFormat } from '../i18n/use-format';
import { useText } from '../i18n/use-text';
import { fileKinds } from '../pieces/file-kinds';
import { ListPage } from '../pieces/list-page';
import { Moment } from '../pieces/moment';
import { FileState } from './file-state';
import { fileStatuses, KindIcon } from './kinds';

const FileList = () => {
  const text = useText();
  const format = useFormat();
  const mayUpload = useMay('files:write');
  const upload = <CreateButton icon={<UploadIcon />} label={text('resources.files.upload.action')} />;
  return (
    <ListPage<LibraryFile>
      filters={filters}
      sort={{ field: 'createdAt', order: 'DESC' }}
      actions={
        <TopToolbar>
          <FilterButton />
          {mayUpload && upload}
        </TopToolbar>
      }
      empty={{
        title: text('resources.files.empty.title'),
        hint: text('resources.files.empty.hint'),
        action: mayUpload && upload,
      }}
      phone={{
        primary: ({ title }) => <bdi>{title}</bdi>,
        secondary: ({ sizeBytes, downloadCount, ...file }) => (
          <Stack component="span" direction="row" gap={1} alignItems="center" flexWrap="wrap">
            <FileState file={file} />
            {sizeBytes !== null && format.bytes(sizeBytes)} · ⬇ {format.number(downloadCount)}
          </Stack>
        ),
      }}
    >
      <DataTable rowClick="show" bulkActionButtons={false}>
        <DataTable.Col source="title" disableSort render={(file: LibraryFile) => <Titled file={file} />} />
        <DataTable.Col source="status" disableSort render={(file: LibraryFile) => <FileState file={file} />} />
        <DataTable.Col
          source="sizeBytes"
          align="right"
          disableSort
          render={({ sizeBytes }: LibraryFile) => (sizeBytes === null ? '' : format.bytes(sizeBytes))}
        />
        <DataTable.NumberCol source="downloadCount" />
        <DataTable.Col source="createdAt" render={({ createdAt }: LibraryFile) => <Moment at={createdAt} />} />
      </DataTable>
    </ListPage>
  );
};

const filters = [
  <SearchInput key="q" source="q" alwaysOn />,
  <SelectInput key="kind" source="kind" choices={choices('kinds', fileKinds)} alwaysOn />,
  <SelectInput key="status" source="status" choices={choices('statuses', fileStatuses)} />,
];

function choices(group: 'kinds' | 'statuses', names: readonly string[]) {
  return names.map((id) => ({ id, name: `resources.files.${group}.${id}` }));
}

const Titled = ({ file: { title, tags, kind } }: { file: LibraryFile }) => (
  <Stack direction="row" gap={1.5} alignItems="center">
    <KindIcon kind={kind} />
    <div>
      <Typography variant="body2" fontWeight={600} sx={{ overflowWrap: 'anywhere' }}>
        <bdi>{title}</bdi>
      </Typography>
      <Stack direction="row" gap={0.5} flexWrap="wrap">
        {tags.map((tag) => (
          <Chip key={tag} label={tag} size="small" variant="outlined" sx={{ height: 20, fontSize: '0.72rem' }} />
        ))}
      </Stack>
    </div>
  </Stack>
);

export default FileList;

import { ListSubheader } from '@mui/material';
import { Menu, usePermissions, useSidebarState } from 'react-admin';
import type { Permission } from '../api/types';
import { useText } from '../i18n/use-text';
import type { Section } from '../section';
import { sections } from '../sections';

const GROUPS: readonly Section['group'][] = ['work', 'people', 'system'];

/** Leads to the sections that whoever is signed in may see. */
export const SideMenu = () => {
  const { permissions = [] } = usePermissions<readonly Permission[]>();
  const seen = sections.filter(({ needs }) => permissions.includes(needs));
  return (
    <Menu component="nav">
      <Menu.DashboardItem primaryText="dashboard.title" />
      {GROUPS.map((group) => (
        <MenuGroup key={group} group={group} sections={seen.filter((section) => section.group === group)} />
      ))}
    </Menu>
  );
};

const MenuGroup = ({ group, sections: members }: { group: Section['group']; sections: readonly Section[] }) => {
  const text = useText();
  const [isOpen] = useSidebarState();
  if (members.length === 0) return null;
  return (
    <>
      {isOpen && (
        <ListSubheader component="div" disableSticky sx={{ bgcolor: 'transparent', lineHeight: '32px', mt: 1 }}>
          {text(`panel.menu.${group}`)}
        </ListSubheader>
      )}
      {members.map(({ name }) => (
        <Menu.ResourceItem key={name} name={name} />
      ))}
    </>
  );
};

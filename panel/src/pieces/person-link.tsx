import { ThingLink } from './thing-link';

/** Leads to the page of a person in the chat, who is known by their id until they have a name. */
export const PersonLink = ({ id, name }: { id: number; name?: string | null }) => (
  <ThingLink section="users" id={id}>
    {name || id}
  </ThingLink>
);

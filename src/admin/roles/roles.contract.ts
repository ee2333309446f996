import { z } from 'zod';
import { permissions } from '../../users';
import { endpoint } from '../http/endpoint';
import { roleName } from '../http/lists';

const fields = {
  description: z.string().trim().max(200),
  permissions: z.array(z.enum(permissions)).max(permissions.length),
};

export const role = z.object({ name: z.string(), ...fields, fixed: z.boolean().describe('Can not be changed.') }).meta({
  id: 'Role',
  examples: [
    { name: 'editor', description: 'Fills the library', permissions: ['files:read', 'files:write'], fixed: false },
  ],
});

const params = z.strictObject({ role: roleName });

export const listRoles = endpoint({
  method: 'GET',
  path: '/roles',
  access: 'roles:read',
  summary: 'Roles, and every permission there is',
  description: 'There are never more than fifty, so they come on one page.',
  answer: z.object({ items: z.array(role), total: z.int(), permissions: z.array(z.enum(permissions)) }),
});

export const getRole = endpoint({
  method: 'GET',
  path: '/roles/:role',
  access: 'roles:read',
  summary: 'One role',
  params,
  answer: role,
  problems: [404],
});

export const createRole = endpoint({
  method: 'POST',
  path: '/roles',
  access: 'roles:write',
  summary: 'Add a role',
  description: 'It can permit nothing that whoever adds it may not do.',
  body: z.strictObject({ name: roleName, ...fields, description: fields.description.default('') }),
  answer: role,
  status: 201,
  problems: [409],
  idempotent: true,
});

export const changeRole = endpoint({
  method: 'PATCH',
  path: '/roles/:role',
  access: 'roles:write',
  summary: 'Change what a role may do, for everybody who has it',
  params,
  body: z
    .strictObject(fields)
    .partial()
    .refine((changes) => Object.keys(changes).length > 0, 'must change something'),
  answer: role,
  problems: [404, 409],
});

export const removeRole = endpoint({
  method: 'DELETE',
  path: '/roles/:role',
  access: 'roles:write',
  summary: 'Remove a role that nobody has',
  params,
  problems: [404, 409],
});

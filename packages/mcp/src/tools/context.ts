import { requireContext } from '@ksef/core';
import { ownPermissions } from '@ksef/management';
import { defineTool } from './tool.js';

export const showPermissions = defineTool({
  name: 'show_permissions',
  title: 'Show who and what this server may do',
  description: 'Gives the environment, the company (context), and the permissions of the login in it.',
  needsKsef: true,
  input: {},
  async run(desk, _input, { signal }) {
    const { api, context: bound, environment } = await desk.ksef();
    const context = bound ?? requireContext();
    const { names, isOwner, grants } = await ownPermissions(api, context, { signal });
    return {
      about: 'The login and its permissions.',
      data: { environment: environment.name, context, permissions: names, isOwner, grants },
    };
  },
});

export const showLimits = defineTool({
  name: 'show_limits',
  title: 'Show the limits of KSeF',
  description: 'Gives the limits of requests and of sessions in force for the company.',
  needsKsef: true,
  input: {},
  async run(desk, _input, { signal }) {
    const { sessions, requests } = await (await desk.ksef()).limits({ signal });
    return { about: 'The limits in force.', data: { sessions, requests } };
  },
});

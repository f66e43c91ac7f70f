import type { TEMPLATE_ROUTES } from '../../../shared/protocol/templateRoutes.ts';
import type { RouteHandlers } from '../routeHandlers.ts';
import type { Templates } from './Templates.ts';

type TemplateRoutes = Pick<RouteHandlers, keyof typeof TEMPLATE_ROUTES>;

export function templateRoutes(templates: Templates): TemplateRoutes {
  return {
    'templates.list': async (_params, { member }) => ({ templates: await templates.listFor(member) }),
    'templates.create': async ({ name, content }, { member }) => ({
      template: await templates.create(name, content, member),
    }),
    'templates.change': async ({ templateId, ...changes }, { member }) => ({
      template: await templates.change(templateId, changes, member),
    }),
    'templates.delete': async ({ templateId }, { member }) => templates.delete(templateId, member),
  };
}

import { BookmarkPlus, EllipsisVertical } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { z } from 'zod';
import { type SavedView, VIEW_NAME_LENGTH } from '../../../../shared/protocol/savedViewRoutes.ts';
import { Button } from '../../../components/ui/Button.tsx';
import { FormDialog } from '../../../components/ui/FormDialog.tsx';
import { IconButton } from '../../../components/ui/IconButton.tsx';
import { Menu, MenuItem } from '../../../components/ui/Menu.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { useForm } from '../../../hooks/useForm.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useRouteMutation, withToasts } from '../../../hooks/useRouteMutation.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { common } from '../../../texts/common.ts';
import { interviewListTexts } from '../../../texts/interviewList.ts';
import { recordingTexts } from '../../../texts/recordingList.ts';
import { addressOf, type ListAddress, searchOf, USUAL_VIEWS, usualViewOf, viewOf } from './listAddress.ts';

const texts = interviewListTexts.views;
const USUAL = (['upcoming', 'due', 'past', 'all'] as const).map(name => ({
  name: texts[name],
  query: USUAL_VIEWS[name],
}));

const LIST_PATH = '/console/interviews';
const LINK_STYLE =
  'border-b-2 border-transparent px-1 py-2 text-sm font-medium whitespace-nowrap text-muted transition-colors hover:text-ink ' +
  'aria-[current=page]:border-accent aria-[current=page]:text-ink';

/**
 * Links to the views that everyone has and to the member's own, which can be saved, renamed, and deleted here.
 * Without an address, the list of recordings is open.
 */
export function ListViews({ address }: { address?: ListAddress }) {
  const saved = useRouteQuery('views.list', {}).data?.views ?? [];
  const current = address && viewOf(address);
  const own = saved.find(({ query }) => normalized(query) === current);
  // Filters leave the member in the view that everyone has.
  const shown = own ? current : ((address && usualViewOf(address)) ?? current);
  const isKnown = current === undefined || own !== undefined || USUAL.some(({ query }) => query === current);
  const [dialog, setDialog] = useState<'save' | 'rename'>();
  const remove = useRouteMutation('views.delete', ['views.list']);
  const mayReview = useStaffMay('recordings.review');
  const close = () => setDialog(undefined);
  const tabs = useRef<HTMLElement>(null);
  // On phones, many views are wider than the page.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another view may be out of sight
  useEffect(() => {
    tabs.current
      ?.querySelector('[aria-current="page"]')
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [shown, saved.length]);
  /** Keeps the calendar when another view is chosen in it. */
  const searchWith = (query: string) => {
    const wanted = addressOf(new URLSearchParams(query));
    return searchOf(address ? { ...wanted, display: address.display, day: address.day } : wanted);
  };
  return (
    <div className="flex items-center gap-2 border-b border-line">
      <nav
        ref={tabs}
        aria-label={interviewListTexts.list.views}
        className="-mb-px flex min-w-0 gap-3 overflow-x-auto sm:gap-4"
      >
        {[...USUAL, ...saved].map(({ name, query }) => (
          <Link
            key={`${name} ${query}`}
            to={{ pathname: LIST_PATH, search: searchWith(query) }}
            aria-current={normalized(query) === shown ? 'page' : undefined}
            className={LINK_STYLE}
          >
            {name}
          </Link>
        ))}
        {mayReview && (
          <Link
            to={`${LIST_PATH}/recordings`}
            aria-current={address ? undefined : 'page'}
            className={LINK_STYLE}
          >
            {recordingTexts.nav}
          </Link>
        )}
      </nav>
      {own && (
        <Menu trigger={<IconButton size="sm" label={texts.actions(own.name)} icon={EllipsisVertical} />}>
          <MenuItem onSelect={() => setDialog('rename')}>{texts.rename}</MenuItem>
          <MenuItem
            danger
            onSelect={() =>
              remove.mutate({ viewId: own.viewId }, withToasts(texts.deleted(own.name), texts.deleteFailed))
            }
          >
            {texts.delete}
          </MenuItem>
        </Menu>
      )}
      {!isKnown && (
        <Button variant="quiet" size="sm" icon={BookmarkPlus} onClick={() => setDialog('save')}>
          {texts.save}
        </Button>
      )}
      {dialog === 'save' && current !== undefined && <SaveDialog query={current} onClose={close} />}
      {dialog === 'rename' && own && <RenameDialog view={own} onClose={close} />}
    </div>
  );
}

function normalized(query: string): string {
  return viewOf(addressOf(new URLSearchParams(query)));
}

const ViewName = z.object({ name: z.string().trim().min(1).max(VIEW_NAME_LENGTH) });

function SaveDialog({ query, onClose }: { query: string; onClose: () => void }) {
  const create = useRouteMutation('views.create', ['views.list']);
  const form = useForm({
    initial: { name: '' },
    schema: ViewName,
    onSubmit: async ({ name }) => {
      await create.mutateAsync({ name, query });
      onClose();
    },
  });
  return (
    <FormDialog
      form={form}
      title={texts.title}
      description={texts.body}
      submitLabel={texts.save}
      failed={texts.failed}
      size="sm"
      onClose={onClose}
    >
      <TextField {...form.field('name')} label={texts.name} maxLength={VIEW_NAME_LENGTH} />
    </FormDialog>
  );
}

function RenameDialog({ view, onClose }: { view: SavedView; onClose: () => void }) {
  const change = useRouteMutation('views.change', ['views.list']);
  const form = useForm({
    initial: { name: view.name },
    schema: ViewName,
    onSubmit: async ({ name }) => {
      await change.mutateAsync({ viewId: view.viewId, name });
      onClose();
    },
  });
  return (
    <FormDialog
      form={form}
      title={texts.renameTitle(view.name)}
      submitLabel={common.save}
      failed={texts.failed}
      size="sm"
      onClose={onClose}
    >
      <TextField {...form.field('name')} label={texts.name} maxLength={VIEW_NAME_LENGTH} />
    </FormDialog>
  );
}

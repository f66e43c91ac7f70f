import { ArrowDown, ArrowUp, ExternalLink, Eye, GripVertical, Link2, TriangleAlert } from 'lucide-react';
import { type PointerEventHandler, type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import type { Publication } from '../../../../shared/protocol/siteRoutes.ts';
import { Button } from '../../../components/ui/Button.tsx';
import { buttonStyle } from '../../../components/ui/buttonStyle.ts';
import { IconButton } from '../../../components/ui/IconButton.tsx';
import { Switch } from '../../../components/ui/Switch.tsx';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useRouteMutation, withToasts } from '../../../hooks/useRouteMutation.ts';
import { publicSideTexts as texts } from '../../../texts/publicSide.ts';
import { PublishDialog } from './PublishDialog.tsx';

interface Order {
  index: number;
  count: number;
  onMove: (by: -1 | 1) => void;
  onDrag: PointerEventHandler<HTMLElement>;
}

interface PublicationRowProps {
  publication: Publication;
  isShown: boolean;
  onAddress: (publication: Publication) => void;
  order?: Order | undefined;
}

export function PublicationRow({ publication, isShown, onAddress, order }: PublicationRowProps) {
  const mayChange = useStaffMay('site.change');
  const { kitId, level, locale, numbers, published, role, slug } = publication;
  const name = texts.name(role, level);
  const counted = texts.numbers(numbers);
  return (
    <div className="flex gap-2 p-4 sm:gap-3">
      {order && <Handle onDrag={order.onDrag} position={order.index + 1} />}
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
          <div className="min-w-0">
            <h3 className="text-sm font-medium">{role}</h3>
            <p className="text-sm text-muted">
              {level}
              <span className="text-faint"> · {locale}</span>
            </p>
          </div>
          {mayChange && <PublishedSwitch publication={publication} name={name} />}
        </div>
        <p className="text-sm wrap-anywhere">/roles/{slug}</p>
        <p className="text-xs leading-5 text-muted tabular-nums">
          {counted.length > 0 ? counted.join(' · ') : texts.noNumbers}
        </p>
        <KitErrors publication={publication} name={name} />
        <div className="-mx-3 -mb-2 flex flex-wrap items-center gap-x-1">
          {mayChange && (
            <Button
              variant="quiet"
              size="sm"
              icon={Link2}
              aria-label={texts.changeAddressOf(name)}
              onClick={() => onAddress(publication)}
            >
              {texts.changeAddress}
            </Button>
          )}
          <NewTab href={`/site-preview/${kitId}`} label={texts.previewOf(name)} icon={<Eye />}>
            {texts.preview}
          </NewTab>
          {published && isShown && (
            <NewTab href={`/roles/${slug}`} label={texts.openOf(name)} icon={<ExternalLink />}>
              {texts.open}
            </NewTab>
          )}
          {order && <Arrows order={order} name={name} />}
        </div>
      </div>
    </div>
  );
}

/** Handle for dragging with a pointer. Keyboard and screen reader users have `Arrows` instead. */
function Handle({ onDrag, position }: { onDrag: PointerEventHandler<HTMLElement>; position: number }) {
  return (
    <div
      data-handle
      aria-hidden="true"
      title={texts.move.handle}
      onPointerDown={onDrag}
      className="-my-1 -ml-2 flex w-9 shrink-0 cursor-grab touch-none flex-col items-center gap-1 rounded-control pt-1 text-muted select-none hover:bg-hover active:cursor-grabbing"
    >
      <span className="text-sm leading-5 font-medium tabular-nums">{position}</span>
      <GripVertical className="size-4" />
    </div>
  );
}

function Arrows({ order: { count, index, onMove }, name }: { order: Order; name: string }) {
  return (
    <span data-row-actions className="ml-auto flex text-muted">
      <IconButton
        size="sm"
        label={texts.move.up(name)}
        icon={ArrowUp}
        disabled={index === 0}
        onClick={() => onMove(-1)}
      />
      <IconButton
        size="sm"
        label={texts.move.down(name)}
        icon={ArrowDown}
        disabled={index === count - 1}
        onClick={() => onMove(1)}
      />
    </span>
  );
}

function PublishedSwitch({ publication, name }: { publication: Publication; name: string }) {
  const [asking, setAsking] = useState(false);
  const { errors, kitId, published } = publication;
  const change = useRouteMutation('publications.change', ['publications.list']);
  const unpublish = () =>
    change.mutate({ kitId, published: false }, withToasts(texts.madePrivate(name), texts.changeFailed));
  return (
    <>
      <Switch
        label={texts.public}
        name={texts.publicOf(name)}
        checked={published}
        disabled={!published && errors > 0}
        pending={change.isPending}
        onCheckedChange={wanted => (wanted ? setAsking(true) : unpublish())}
      />
      {asking && <PublishDialog publication={publication} onClose={() => setAsking(false)} />}
    </>
  );
}

function KitErrors({ publication, name }: { publication: Publication; name: string }) {
  const { errors, kitId, published } = publication;
  if (errors === 0) return null;
  return (
    <p className="flex items-start gap-1.5 text-sm text-warning-ink">
      <TriangleAlert className="mt-0.5 size-4 shrink-0" />
      <span>
        {published ? texts.unfitPublished(errors) : texts.unfit(errors)}{' '}
        <Link
          to={`/console/kits/${kitId}`}
          aria-label={texts.openKitOf(name)}
          className="font-medium whitespace-nowrap underline underline-offset-2"
        >
          {texts.openKit}
        </Link>
      </span>
    </p>
  );
}

type NewTabProps = { href: string; label: string; icon: ReactNode; children: string };

/** A plain link instead of a router link, because the server renders the public pages. */
function NewTab({ href, label, icon, children }: NewTabProps) {
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer"
      aria-label={label}
      className={buttonStyle('quiet', 'sm', '[&>svg]:size-4')}
    >
      {icon}
      {children}
    </a>
  );
}

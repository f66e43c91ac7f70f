import { ArrowLeft, type LucideIcon, Unlink } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { addReasonTexts } from '../../core/errorMessage.ts';
import { hideKeyInPrint } from '../../core/printWithoutKey.ts';
import { usePractice, usePracticePage } from '../../hooks/practice/practiceContext.ts';
import { useOrganization } from '../../hooks/useOrganization.ts';
import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { common } from '../../texts/common.ts';
import { practice } from '../../texts/practice.ts';
import { practiceRoom } from '../../texts/practiceRoom.ts';
import { visitorReasonTexts } from '../../texts/visitorErrors.ts';
import { IconPage } from '../shell/IconPage.tsx';
import { OfflineBanner } from '../shell/OfflineBanner.tsx';
import { PageFrame } from '../shell/PageFrame.tsx';
import { Button } from '../ui/Button.tsx';
import { type ButtonSize, type ButtonVariant, buttonStyle } from '../ui/buttonStyle.ts';
import { Brand } from '../ui/Logo.tsx';
import { PreJoinSkeleton } from '../ui/PageSkeletons.tsx';
import { PasteLink } from '../ui/PasteLink.tsx';
import { PAGE_STYLES } from '../ui/pageStyles.ts';

addReasonTexts(visitorReasonTexts);

const MAIN_STYLES = {
  wide: `${PAGE_STYLES.wide} print:block print:max-w-none print:p-0`,
  narrow: 'mx-auto flex w-full max-w-xl flex-1 flex-col gap-6 px-4 pt-[6dvh] pb-16',
};

interface PracticeFrameProps {
  children: ReactNode;
  width?: keyof typeof MAIN_STYLES;
  /** If false, the logo is not a link, so that visitors who wait don't lose their place in line. */
  leaves?: boolean;
}

/** Frame of the practice pages. The logo is a plain link, because the server renders the start page. */
export function PracticeFrame({ children, width = 'wide', leaves = true }: PracticeFrameProps) {
  useEffect(() => hideKeyInPrint(), []);
  const organization = useOrganization();
  const logo = leaves ? (
    <a href="/" aria-label={common.startPage(organization.name)} className="flex rounded-control">
      <Brand organization={organization} />
    </a>
  ) : (
    <Brand organization={organization} />
  );
  return (
    <PageFrame logo={logo} banner={<OfflineBanner />} headerWidth="max-w-5xl" mainStyle={MAIN_STYLES[width]}>
      {children}
    </PageFrame>
  );
}

/** Shown while an attempt starts. It has the shape of pre-join, so that nothing jumps when that opens. */
export function OpeningPractice() {
  usePageTitle(practiceRoom.hello);
  return (
    <PracticeFrame leaves={false}>
      <PreJoinSkeleton title={practiceRoom.hello} />
    </PracticeFrame>
  );
}

interface StandingPageProps {
  icon: LucideIcon;
  tone?: 'accent' | 'warning';
  title: string;
  body?: ReactNode;
  leaves?: boolean;
  children?: ReactNode;
}

export function StandingPage({ leaves = true, ...page }: StandingPageProps) {
  return (
    <PracticeFrame width="narrow" leaves={leaves}>
      <IconPage {...page} />
    </PracticeFrame>
  );
}

export function SimplePage({ children, ...page }: StandingPageProps) {
  usePageTitle(page.title);
  return (
    <StandingPage {...page}>
      {children && <div className="flex flex-wrap gap-3">{children}</div>}
    </StandingPage>
  );
}

export function BackButton({ children }: { children: string }) {
  const { location } = usePractice();
  const { token } = usePracticePage();
  return (
    <Button
      variant="quiet"
      size="sm"
      className="-ml-3 self-start"
      icon={ArrowLeft}
      onClick={() => location.back({ page: token })}
    >
      {children}
    </Button>
  );
}

/** Shown if no practice page has the key. Deleted and wrong keys look alike, so no one can guess keys. */
export function PageGone() {
  const { gone } = practice;
  return (
    <SimplePage
      icon={Unlink}
      tone="warning"
      title={gone.title}
      body={
        <>
          <p>{gone.body}</p>
          <p>{gone.checked}</p>
        </>
      }
    >
      <PasteLink />
      <RolesLink variant="secondary" />
    </SimplePage>
  );
}

interface AddressLinkProps {
  href: string;
  variant?: ButtonVariant;
  size?: ButtonSize;
  className?: string;
  children: ReactNode;
}

export function AddressLink(props: AddressLinkProps) {
  const { href, variant = 'secondary', size = 'md', className, children } = props;
  return (
    <a href={href} className={buttonStyle(variant, size, className)}>
      {children}
    </a>
  );
}

export function RolesLink({ variant = 'primary', size = 'lg' }: Pick<AddressLinkProps, 'variant' | 'size'>) {
  return (
    <AddressLink href="/roles" variant={variant} size={size}>
      {practice.roles}
    </AddressLink>
  );
}

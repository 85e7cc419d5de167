/** Which page draws which address. The first segments are also in apps/insights (`PAGE_ADDRESSES`), which serves them. */
import type { ComponentType } from 'react';
import { DefinitionPage } from '../pages/definition/definition-page.js';
import { ExplorePage } from '../pages/explore/explore-page.js';
import { MirrorPage } from '../pages/mirror/mirror-page.js';
import { OverviewPage } from '../pages/overview/overview-page.js';
import { QualityPage } from '../pages/quality/quality-page.js';
import { TrajectoryPage } from '../pages/trajectory/trajectory-page.js';
import type { PageProps } from './page-props.js';
import { NotFoundPage } from './not-found-page.js';

const PAGES = {
  overview: { address: '/', Page: OverviewPage, inNavigation: true },
  explore: { address: '/explore', Page: ExplorePage, inNavigation: true },
  mirror: { address: '/mirror', Page: MirrorPage, inNavigation: true },
  quality: { address: '/quality', Page: QualityPage, inNavigation: true },
  trajectory: { address: '/trajectory', Page: TrajectoryPage, inNavigation: true },
  definition: { address: '/definition', Page: DefinitionPage, inNavigation: true },
} as const satisfies Record<string, { address: string; Page: ComponentType<PageProps>; inNavigation: boolean }>;

export type PageName = keyof typeof PAGES;

type InNavigation = { [Name in PageName]: (typeof PAGES)[Name]['inNavigation'] extends true ? Name : never }[PageName];

/** The pages of the main navigation, in order. */
export const NAVIGATION = Object.entries(PAGES)
  .filter(([, { inNavigation }]) => inNavigation)
  .map(([name, { address }]) => ({ name: name as InNavigation, address }));

/** The page for a path. */
export function pageAt(path: string): {
  Page: ComponentType<PageProps>;
  subject: string | null;
  name: PageName | null;
} {
  const [, first = '', second, ...more] = path.split('/');
  for (const [name, { address, Page }] of Object.entries(PAGES)) {
    if (address === `/${first}` && more.length === 0)
      return { Page, subject: second ? decodeURIComponent(second) : null, name: name as PageName };
  }
  return { Page: NotFoundPage, subject: null, name: null };
}

-- websites that an organization's knowledge is read from; the row is also the lane of its crawl: when it is due, who holds it
create table websites (
  id uuid primary key,
  organization_id text not null references organization (id) on delete cascade,
  -- where a crawl begins
  url text not null,
  -- patterns of paths as robots.txt writes them; nothing included: everything
  include jsonb not null default '[]',
  exclude jsonb not null default '[]',
  page_limit integer not null,
  -- null: only when somebody asks for it
  every_hours integer,
  visibility text not null check (visibility in ('public', 'internal')),
  -- the origin whose pages belong to it, once the first page was read; until then that page's redirects may lead elsewhere
  site text,
  -- counts crawls: a page that the present one has met carries its number
  crawl integer not null default 0,
  is_crawling boolean not null default false,
  are_sitemaps_read boolean not null default false,
  -- more pages were met than may be read
  is_limited boolean not null default false,
  started_at timestamptz,
  ended_at timestamptz,
  outcome text check (outcome in ('complete', 'partial', 'failed', 'cancelled')),
  failure text,
  failure_detail text,
  -- the next crawl, or the next page of the present one; null: not by itself
  due_at timestamptz,
  -- an instance reads pages until then, and no other does; every write of it carries this number
  lease_until timestamptz,
  fence bigint not null default 0,
  -- of those that are due the one that waits longest comes first
  taken_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create index websites_of_organization on websites (organization_id, created_at, id);

create index websites_due on websites (due_at) where due_at is not null;

-- the pages of a website that were met, and the queue of those that are still to be read
create table website_pages (
  id uuid primary key,
  organization_id text not null references organization (id) on delete cascade,
  website_id uuid not null references websites (id) on delete cascade,
  url text not null,
  -- how many links from the first page; those of a sitemap are one away
  depth integer not null,
  -- the crawl that met it last
  crawl integer not null,
  state text not null check (state in ('waiting', 'read', 'unchanged', 'skipped', 'failed', 'gone')),
  because text,
  detail text,
  attempts integer not null default 0,
  title text,
  -- null: it made no article, or somebody has deleted that
  article_id uuid references articles (id) on delete set null,
  content_hash text,
  -- what the site calls this version of the page
  etag text,
  last_modified text,
  -- where an unchanged page leads, which is not sent again
  links jsonb not null default '[]',
  checked_at timestamptz,
  unique (website_id, url)
);

create index website_pages_of_crawl on website_pages (website_id, crawl, state);

create index website_pages_of_article on website_pages (article_id);

-- what the article is read from: its page alone changes what it says
alter table articles add column website_id uuid references websites (id) on delete set null;

create index articles_of_website on articles (website_id) where website_id is not null;

do $$ declare t text; begin
  foreach t in array array['websites', 'website_pages'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy own_organization on %I to baton_app using (organization_id = current_setting(''app.organization_id'', true)) with check (organization_id = current_setting(''app.organization_id'', true))', t);
    execute format('grant select, insert, update, delete on %I to baton_app', t);
  end loop;
end $$;

-- who crawls must find, over all organizations, what is due
grant select (id, organization_id, due_at, lease_until, taken_at) on websites to baton_system;

create policy system_finds_due on websites for select to baton_system using (due_at is not null);

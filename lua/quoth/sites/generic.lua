-- What pages of most sites have in common: every rule begins here. Selectors that a site
-- may use for something else belong in that site's own file.
return {
  name = "generic",
  version = 1,
  description = "any page: what most sites have in common",
  title = {
    "jsonld:headline", "meta[property='og:title']@content", "meta[name='twitter:title']@content",
    "meta[name='title']@content", "title",
  },
  byline = {
    "jsonld:author.name", "meta[name='author']@content", "meta[property='author']@content",
    "meta[name='parsely-author' i]@content", "meta[name='sailthru.author']@content", "meta[name='byl']@content",
    "meta[name='dc.creator' i]@content", "[rel~=author]", "[itemprop=author]",
    ".byline__name, .byline-name, .author-name, .article-author, .byline, .author",
  },
  published = {
    "jsonld:datePublished", "meta[property='article:published_time']@content", "meta[itemprop=datePublished]@content",
    "[itemprop=datePublished]@datetime", "meta[name='parsely-pub-date' i]@content", "meta[name='sailthru.date']@content",
    "meta[name='pubdate' i]@content", "meta[name='dc.date' i]@content", "meta[name=date]@content",
    "meta[name='article.published']@content", "time[pubdate]@datetime", "article time@datetime", "time@datetime",
  },
  publisher = {
    "meta[property='og:site_name']@content", "jsonld:publisher.name", "meta[name='application-name']@content",
    "meta[name='twitter:site']@content",
  },
  address = { "link[rel=canonical]@href", "meta[property='og:url']@content", "jsonld:mainEntityOfPage", "jsonld:url" },
  drop = {
    "nav, footer, aside, form, figure, figcaption, dialog, menu, address, table",
    ".hidden, [hidden], [style*='display:none'], [style*='display: none']",
    "[role=navigation], [role=complementary], [role=contentinfo], [role=search], [role=dialog], [role=banner]",
    "[itemprop=caption], [itemprop=author], [itemprop=comment]",
    ".caption, .wp-caption-text, .image-caption, .credit, .sr-only, .visually-hidden, .screen-reader-text",
    ".sidebar, .breadcrumbs, .breadcrumb, .pagination, .tags, .footer, .copyright, .disclaimer",
    ".twitter-tweet, .instagram-media, .fb-post, .tiktok-embed",
  },
  furniture = {
    "related", "recommend", "newsletter", "subscri", "promo", "share", "sharing", "social", "comment", "caption",
    "byline", "author", "advert", " ad ", " ads ", " ad-", " ads-", "-ad ", "-ads ",
    "sponsor", "trending", "popular", "most-read", "mostread", "read-more", "readmore",
    "more-stories", "morestories", "outbrain", "taboola", "signup", "sign-up", "cookie", "gallery", "slideshow",
    "timestamp", "dateline-time", "topics", "taglist", "breadcrumb", "sidebar", "widget", "teaser", "video-player",
    "modal", "donat", "appeal", "popup", "toolbar", "navigation", "disclosure", "correction-policy", "pull-quote", "pullquote",
  },
  pull = { "[class*=pullquote i], [class*=pull-quote i], [class*=pull_quote i]" },
  never_read = {
    "(?i)^(?:read|see|watch|listen|learn|click|find out|discover) (?:more|also|next|now|here|the full)\\b",
    "(?i)^(?:related|more|also|recommended|advertisement|sponsored|continue reading|scroll|share)\\b[^.!?]{0,60}:?$",
    "(?i)^(?:sign up|subscribe|register|log in|download)\\b.{0,80}\\b(?:newsletter|app|account|alerts?|email|inbox|updates?)\\b",
    "(?i)^(?:follow|like|join) (?:us|me|him|her|them)?\\b.{0,80}\\bon (?:twitter|facebook|instagram|x|threads|whatsapp)\\b",
    "(?i)^(?:photo|image|picture|video|credit|source|file photo)s?(?: by| credit| courtesy)?\\s*:",
    "(?i)\\((?:image|photo|picture|pic|video|credit)s?: ?[^()]*\\)$",
    "(?i)^(?:the )?(?:article|story) continues\\b",
    "(?i)^(?:got|have) a (?:news )?tip\\b",
    "(?i)^(?:copyright|©|\\(c\\))",
    "(?i)\\ball rights reserved\\b",
  },
}

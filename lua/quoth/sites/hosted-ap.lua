-- Associated Press stories on the old hosted service.
return {
  name = "hosted-ap",
  version = 1,
  date = "2019-11",
  base = "wire",
  description = "The Associated Press for members, hosted.ap.org",
  match = { host = { "*.hosted.ap.org" } },
  body = { ".ap-story" },
  need = 3,
  drop = { add = { ".ap-tags-blk", [[text:^Associated Press writers? .* contributed to this (?:report|story)\.$]] } },
  names = { organization = { ["The Associated Press"] = { "Associated Press", "AP" } } },
  test = {
    { html = [[<h1>Rain wins</h1><div class="ap-story"><p>"It rained," said Mara Lund.</p>
        <p>Associated Press writer Bo Xu contributed to this report.</p>
        <p>She sells umbrellas.</p><p>The pier was closed.</p></div><p>Buy boats.</p>]],
      title = "Rain wins", quotes = { { "It rained,", by = "Mara Lund" } },
      absent = { "Bo Xu", "Buy boats" } },
  },
}

"""Lines that are no part of a story: notices, credits, captions, rules, share buttons, invitations, related links.

A line is tried against three sets of patterns: how such lines begin, words that only they hold (looked for as plain
strings first, which is what makes it fast), and the credits that captions end in.
"""

from __future__ import annotations

import re

_SOCIAL = (
    r"(?:facebook|twitter|x|instagram|linkedin|whatsapp|e-?mail|pinterest|reddit|telegram|tiktok|print|copy\ link"
    r"|flipboard|line|kakaotalk|threads|bluesky)"
)
_BEGINS = re.compile(
    rf"""
    [\s*_\-–—=~.•·#>|/\\+]+                                                            # a rule
  | [\[(]?\W?\b(?:END|ENDS|ENDITEM|MORE|30)\b\W*|/enditem/?|\#{{3}}|-30-
  | [\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+                                                    # an address
  | (?:https?://|www\.)\S+
  | \W*(?:©|\(c\)\s|copyright\b).*
  | (?:advertisement|advertising|sponsored(?:\ content)?|promoted|paid\ post|loading|replay|must\ watch|hide\ caption
      |toggle\ caption|show\ (?:more|less)|load\ more|back\ to\ top|\d+\ comments?|comments?|leave\ a\ comment|share
          |listen
      |story\ continues\ below(?:\ advertisement)?|article\ continues\ (?:below|after).{{0,40}}
          |enlarge(?:\ this)?\ image
      |skip\ (?:ad|advertisement|to\ .{{3,30}})|scroll\ to\ continue.{{0,30}}|share\ this(?:\ (?:article|story|page
          |post|update))?)\W*
  | (?:just\ watched|video\ ad\ feedback|now\ playing)\b.*
  | (?:share|follow|tweet|post|like|connect)?\W*(?:(?:on|via|us\ on|with\ us\ on|this|to)\W+)?{_SOCIAL}
      (?:\W+(?:and\W+|share\W+(?:on\W+)?|on\W+)?{_SOCIAL})*\W*
  | (?:file\ )?(?:photo|image|picture|graphic|illustration|photograph|caption|video|gallery)s?
      (?:\ (?:credit|courtesy(?:\ of)?))?\s?[:|].{{0,300}}
  | credits?\s?:.{{0,120}}
  | (?:photo|image|picture|graphic|illustration|photograph|video)s?\ (?:by|courtesy(?:\ of)?
      |credit)\s.{{0,80}}(?<![.!?])
  | \(?(?:AP|Reuters|AFP|Getty|EPA|Yonhap|Xinhua|Kyodo|UPI|Courtesy|File|Pool)\ ?(?:Images|Photo|file\ photo
      |Photos)?(?:/[^)]{{0,60}})?\)?
  | FILE\s?(?:-|–|—|PHOTO)\s?.*
  | (?:sign[\s-]up|subscribe|click|tap)\b.{{0,160}}\b(?:newsletters?|here|inbox|today|now|free|updates|alerts|team
      |subscri\w+)\b.*
  | (?:get|join|download|like\ what|want\ more|enjoy(?:ing)?|stay|never\ miss|don['’]t\ miss|support
      |would\ you\ like\ to\ receive
      |prep\ for\ the\ polls|thank\ you\ for\ (?:supporting|reading))\b.{{0,160}}
      \b(?:newsletters?|inbox|subscri\w+|our\ app|journalism|voter\ guide|alerts)\b.{{0,100}}
  | (?:need\ a\ (?:news\ )?break|looking\ for\ a\ free\ mini\ puzzle|what['’]s\ everyone\ talking\ about)\?.*
  | (?:read|see|watch|listen|learn)\ (?:more|also|next|(?:the\ )?full\ (?:story|article|report))\b\W*(?::.*|.{{0,20}})
  | \W{{0,3}}(?:more|related|also|read|opinion|fact\ check|watch|photos|dig\ deeper|go\ deeper|in\ case\ you\ missed\ it
      |from\ the\ archives?|more\ coverage)(?::\s?\S.{{0,200}}(?<![.!?”"])|:\W*)
  | (?:contributing|contributors?|editing|writing|additional\ reporting|reporting|edited
      |compiled)(?:\ by)?\s?:.{{0,250}}
  | (?:editing|writing|additional\ reporting|translation|compiled|edited)\ by\ [A-Z].{{0,160}}
  | (?:follow|contact|reach|email|e-mail)\ .{{2,100}}(?:@|twitter|facebook|instagram|\bX\b|\d{{3}}[-.]\d{{4}}).*
  | (?:more\ AP|for\ more\ .{{0,40}}(?:coverage|news)|online)\b.{{0,60}}https?://.*
  | \W*(?:editor['’]s\ note|corrections?|clarification|note\ to\ (?:readers|editors))\s?:.*
  | \W*this\ (?:story|article|report|post|page)\ (?:was|has\ been|is|originally|first|contains)\ (?:been\ )?
      (?:updated|originally|first|published|corrected|a\ developing|produced|provided|part\ of|affiliate).*
  | (?:updated?|published|posted)\b(?:\ on|:)?\s.{{0,12}}\d.{{0,50}}(?<![.!?])
  | (?:from|by)\ (?:staff|wire|news|usa\ today).{{0,20}}(?:reports|services|network).{{0,40}}
  | \[.{{0,200}}\]\(https?://\S+\)\W*                                                  # a line that is one link
  | !\[.*
  | (?:tags?|topics?|keywords|categor(?:y|ies)|filed\ under|section)\s?:.{{0,200}}
  | (?:page|p\.)\ \d+(?:\ of\ \d+)?
  | \d{{1,2}}\ min(?:ute)?s?\ read
  | (?:terms\ of\ (?:use|service)|privacy\ policy|cookie\ policy|do\ not\ sell|contact\ us|about\ us)(?:\W.{{0,80}})?
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)

_HOLDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (word, re.compile(pattern, re.IGNORECASE))
    for word, pattern in (
        ("all rights reserved", r"\ball rights reserved\b"),
        ("may not be ", r"\bmay not be (?:published|reproduced|republished|reprinted|redistributed|broadcast)\b"),
        (" be reached ", r"\bcan be reached (?:at|on|via|by)\b"),
        ("reach ", r"\breach (?:him|her|them|the (?:reporter|writer|author)) (?:at|on|via|by)\b"),
        ("contact ", r"\bcontact (?:him|her|them|the (?:reporter|writer|author)) (?:at|on|via|by)\b"
         r"|^contact .{2,60} at .{2,40}@"),
        ("follow ", r"\bfollow (?:him|her|them|us|(?-i:[A-Z])[\w.]+(?: (?-i:[A-Z])[\w.]+)*) (?:on|at)\b"
         r".{0,60}(?:@|twitter|x\b|facebook)"),
        ("contributed to th", r"\bcontributed to this (?:report|story|article)\b"),
        ("originally appeared", r"\boriginally (?:appeared|published) (?:on|in|at|by)\b.{2,60}$"),
        ("affiliate", r"\baffiliate (?:links?|commissions?|fees?)\b|\bearn a commission\b"),
        ("our links", r"\b(?:purchases?|buy|click|order|shop)\b.{0,60}\bour links\b"),
        ("chosen by", r"\brecommendations are independently (?:chosen|selected|reviewed)\b"),
        ("prices were", r"\bprices were accurate (?:at the time|when)\b"),
        ("produced independently", r"^its content is produced independently of\b"),
        ("supported in part", r"\bfact[- ]check(?:ing)? work is supported in part by\b"),
        ("transcript was", r"\bthis transcript was (?:automatically|machine)[ -]generated\b"),
        ("your inbox", r"\b(?:delivered|sent|straight|right|get (?:it|them)|newsletter) (?:to|in) your inbox\b"),
        ("newsletter", r"(?:^|[.!?:>)…]\W*|, )sign up (?:here )?(?:to|for) .{0,80}\bnewsletters?\b"
         r"|\bnewsletters?\b\W{0,3}(?:you can )?sign up\b|\bnewsletter provides you with\b"),
        ("you have shared", r"\bwe will use the (?:details|information) you have shared\b"),
        ("you agree to", r"\byou agree to the processing, storage\b"),
        ("of your data", r"\bobject to the use of your data\b"),
        ("interest activity", r"\blegitimate interest activity\b"),
        ("here", r"^\W*(?:click|tap) here\b.{0,80}$|^check your local forecast here\b"),
    )
)  # fmt: skip

_CREDIT_END = re.compile(
    r"""
    (?:[.!?,\s]\s*|/)(?:[A-Z][\w.'’\-/]*\s?(?:[A-Z][\w.'’\-]*\s?){0,4}(?:/|via\s))?
    (?:Getty\ Images|AP\ Photo|AFP|EPA(?:-EFE)?|Shutterstock|Adobe\ Stock|iStock(?:photo)?|AP|Reuters|CNN|Bloomberg
        |USA\ TODAY(?:\ Sports)?
      |Imagn(?:\ Images)?|Zuma\ Press|Alamy|Anadolu(?:\ Agency)?|Yonhap|Xinhua|Kyodo|TASS)
    (?:/(?:File|Pool|Getty\ Images|AP|Reuters))?$
    """,
    re.VERBOSE,
)
_CREDITED = re.compile(r"(?:\w/\s?\w|[.!?”\"]\s+[A-Z]|via\s)")
_CAPTION_END = re.compile(
    r"\((?:[^()]*\b(?:AP|Reuters|AFP|EPA|Getty|UPI|Photo|Image|Courtesy|File|Yonhap|Kyodo)\b[^()]*(?:Photo|Images|photo|via|/|by)[^()]*"
    r"|(?:Photo|Image|Courtesy|Credit)\b[^()]*)\)$"
)
_LONGEST = 700
_LONGEST_HOLDING = 360


def is_notice(line: str) -> bool:
    """Whether a line (no white space around) is no part of the story."""
    size = len(line)
    if size > _LONGEST:
        return False
    if _BEGINS.fullmatch(line):
        return True
    if line[-1] == ")":
        return "(" in line and _CAPTION_END.search(line, max(0, size - 160)) is not None
    if line[-1] not in '.!?"”:':
        tail = _CREDIT_END.search(line, max(0, size - 90))
        if tail is not None and tail.start() > 12 and _CREDITED.search(tail[0]) is not None:
            return True
    if size > _LONGEST_HOLDING:
        return False
    lower = line.lower()
    return any(word in lower and pattern.search(line) for word, pattern in _HOLDS)

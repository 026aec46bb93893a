"""Answers of other systems, made up in their shapes, and ways to spoil them."""

from __future__ import annotations

import re

from hypothesis import strategies as st

CANARY = "17 Hidden Lane"

MEETING = f"""\
<?xml version="1.0" encoding="utf-8"?>
<meeting>
  <meetingid>17355</meetingid>
  <committeetitle>Planning Committee</committeetitle>
  <meetingdate>04/03/2026</meetingdate>
  <meetingtime>7.30 pm</meetingtime>
  <meetingstatus>Confirmed</meetingstatus>
  <meetinglocation>Council Chamber, Town Hall</meetinglocation>
  <iswebcast>False</iswebcast>
  <agendaid>1</agendaid>
  <agendapublished>True</agendapublished>
  <agendaitems>
    <agendaitem>
      <agendaitemid>1</agendaitemid>
      <agendaitemnumber>0</agendaitemnumber>
      <agendaitemtitle>PART 1 – PUBLIC</agendaitemtitle>
      <isrestricted>False</isrestricted>
    </agendaitem>
    <agendaitem>
      <agendaitemid>2</agendaitemid>
      <agendaitemnumber>1</agendaitemnumber>
      <fulldisplaynumberformat>1.</fulldisplaynumberformat>
      <agendaitemtitle>Minutes of the last meeting &amp; matters arising</agendaitemtitle>
      <agendatext><div><p>To agree the minutes.</p><ul><li>4 February</li><li>11 February</li></ul>
      <script>alert(1)</script></div></agendatext>
      <isdecision>False</isdecision>
      <isrestricted>False</isrestricted>
      <isdisplayallowed>True</isdisplayallowed>
      <minutesnonemptyhtmlbody>
      &lt;p&gt;RESOLVED that they be agreed.&lt;/p&gt;</minutesnonemptyhtmlbody>
      <linkeddocuments>
        <linkeddoc>
          <attachmentid>9</attachmentid>
          <title>Draft minutes</title>
          <url>http://x.example.gov.uk/documents/g17355/Draft minutes.pdf?T=10&amp;Info=1</url>
          <isrestricted>False</isrestricted>
          <publicationdate>24/02/2026</publicationdate>
        </linkeddoc>
      </linkeddocuments>
    </agendaitem>
    <agendaitem>
      <agendaitemnumber>2</agendaitemnumber>
      <agendaitemtitle>Sale of the old depot</agendaitemtitle>
      <agendatext>&lt;p&gt;The offers that came in.&lt;/p&gt;</agendatext>
      <isrestricted>True</isrestricted>
      <linkeddocuments>
        <linkeddoc>
          <title>Offers for the depot</title>
          <url>http://democracy.example.gov.uk/documents/s2/offers.pdf</url>
          <isrestricted>False</isrestricted>
        </linkeddoc>
      </linkeddocuments>
    </agendaitem>
    <agendaitem>
      <agendaitemnumber>3</agendaitemnumber>
      <agendaitemtitle>Leisure contract</agendaitemtitle>
      <isrestricted>False</isrestricted>
      <linkeddocuments>
        <linkeddoc>
          <title>Report</title>
          <url>http://democracy.example.gov.uk/documents/s3/report.pdf</url>
          <isrestricted>False</isrestricted>
        </linkeddoc>
        <linkeddoc>
          <title>Appendix of prices</title>
          <url>http://democracy.example.gov.uk/documents/s4/prices.pdf</url>
          <isrestricted>True</isrestricted>
        </linkeddoc>
      </linkeddocuments>
    </agendaitem>
  </agendaitems>
  <attendees>
    <attendee memberid="7" name="Councillor Ann Archer" roledescription="Chair"
      attendance="Present" politicalparty="Green" ward="North" representing=""
      homeaddress="{CANARY}"/>
    <attendee memberid="0" name="Kim Hale" roledescription="Planning Officer"
      attendance="In attendance" politicalparty="" ward="" representing="Oakham Council"/>
  </attendees>
</meeting>
"""

SOAP = (
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>'
    '<GetMeetingResponse xmlns="http://moderngov.co.uk/namespaces"><GetMeetingResult>'
    "{meeting}</GetMeetingResult></GetMeetingResponse></soap:Body></soap:Envelope>"
)

COUNCILLORS = f"""\
<councillorsbyward><wards><ward>
  <wardtitle>North &amp; Mill</wardtitle>
  <councillors>
    <councillor>
      <councillorid>101</councillorid>
      <fullusername>Councillor Ann Archer</fullusername>
      <photosmallurl>http://example.gov.uk/small.jpg</photosmallurl>
      <politicalpartytitle>Green Party</politicalpartytitle>
      <politicalgrouptitle>Green Group</politicalgrouptitle>
      <keyposts>Chair of Planning</keyposts>
      <workaddress><line1>{CANARY} at work</line1><email>{CANARY}@example</email></workaddress>
      <homeaddress><line1>{CANARY}</line1><phone>{CANARY}</phone></homeaddress>
      <termsofoffice>
        <termofoffice><startdate>07/05/2019</startdate><enddate>04/05/2023</enddate></termofoffice>
        <termofoffice><startdate>08/05/2023</startdate><enddate>unspecified</enddate></termofoffice>
      </termsofoffice>
    </councillor>
    <councillor>
      <councillorid>102</councillorid>
      <fullusername>Councillor Bilal Shah</fullusername>
      <politicalpartytitle>Labour</politicalpartytitle>
    </councillor>
  </councillors>
</ward><ward>
  <wardtitle>South</wardtitle>
  <councillors><councillor>
    <councillorid>103</councillorid><fullusername>Councillor Carys Owen</fullusername>
    <termsofoffice><termofoffice><startdate>3 May 2024</startdate>
    <enddate>05/05/2028</enddate></termofoffice></termsofoffice>
  </councillor></councillors>
</ward></wards></councillorsbyward>
"""

_TAG = re.compile(r"<(/?)([a-z]+)[^<>]*>|[^<>]+")
_VALUES = ["", "True", "False", "0", "6(a)", "<b>bold", "&nbsp;", "&", "\x0b", "]]>", "2026-13-45"]


@st.composite
def spoiled(draw: st.DrawFn, document: str) -> str:
    """The document with tags and values taken out, doubled or put in place of others, or cut."""
    pieces = [piece[0] for piece in _TAG.finditer(document)]
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(pieces) - 1))
        what = draw(st.sampled_from(["take out", "double", "value", "other", "cut"]))
        if what == "take out" and len(pieces) > 1:
            del pieces[place]
        elif what == "double":
            end = draw(st.integers(place + 1, min(len(pieces), place + 30)))
            pieces[place:place] = pieces[place:end]
        elif what == "value":
            pieces[place] = draw(st.sampled_from(_VALUES) | st.text(max_size=20))
        elif what == "other":
            pieces[place] = draw(st.sampled_from(pieces))
        else:
            pieces = pieces[: max(1, place)]
    return "".join(pieces)

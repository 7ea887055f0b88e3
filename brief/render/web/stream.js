// Shows what comes of a form while it comes, instead of waiting for a whole page. Every form works without this.
// The server sends a line of JSON for each event; all markup in it was made, and made inert, by the server.

const policy = globalThis.trustedTypes?.createPolicy("brief", { createHTML: (made) => made }) ?? { createHTML: (made) => made };

let shown = location.pathname; // the address of what is on the page

function fill(element, html) {
  element.innerHTML = policy.createHTML(html);
}

async function* events(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const lines = (rest + value).split("\n");
    rest = lines.pop();
    for (const line of lines) yield JSON.parse(line);
  }
}

// Says in the form's status line what is being done, with the seconds since it began.
class Clock {
  constructor(line) {
    this.line = line;
    this.words = document.createElement("span");
    this.seconds = document.createElement("span");
    this.seconds.setAttribute("aria-hidden", "true"); // only the words are read out
    line.replaceChildren(this.words, this.seconds);
    this.began = Date.now();
    this.timer = setInterval(() => this.tick(), 1000);
  }

  say(words) {
    this.words.textContent = words;
    this.tick();
  }

  tick() {
    const seconds = Math.round((Date.now() - this.began) / 1000);
    this.seconds.textContent = seconds ? ` ${seconds} s` : "";
  }

  end(words) {
    clearInterval(this.timer);
    this.line.textContent = words;
  }
}

class Sending {
  constructor(form) {
    this.form = form;
    this.target = document.getElementById(form.dataset.stream);
    this.stopper = new AbortController();
    this.clock = new Clock(form.querySelector(".progress"));
    this.place = null; // of the answer on the page
    this.finished = false;
    this.failed = false;
  }

  async run() {
    const fields = new URLSearchParams(new FormData(this.form));
    fields.set("turn", String(this.target.querySelectorAll(".turn").length + 1));
    for (const old of this.target.querySelectorAll(".notice")) old.remove();
    this.busy(true);
    this.clock.say("sending");
    let ended = "Done.";
    try {
      const how = { method: "POST", headers: { accept: "application/x-ndjson" }, body: fields, signal: this.stopper.signal };
      const response = await fetch(this.form.action, how);
      if (response.headers.get("content-type").startsWith("text/plain")) {
        ended = await response.text(); // refused before it came to the pages
      } else {
        for await (const event of events(response)) {
          for (const [name, value] of Object.entries(event)) this.take(name, value, event);
        }
        if (this.failed) ended = "";
        if (!this.finished) ended = "The server ended the connection before it was done.";
      }
    } catch (error) {
      ended = this.stopper.signal.aborted ? "Stopped." : "The server does not answer. Is it still running?";
    }
    if (!this.finished) this.place?.remove();
    this.clock.end(ended);
    this.busy(false);
    // The button that was pressed is hidden by now; where there is a keyboard, the next question can be typed at once.
    const lost = document.activeElement === document.body && matchMedia("(hover: hover)").matches;
    if (lost) this.form.querySelector("textarea").focus({ preventScroll: true });
  }

  take(name, value, event) {
    if (name === "progress") this.clock.say(value);
    if (name === "begin") {
      for (const one of document.querySelectorAll(".front")) one.remove();
      this.place = document.createElement("div");
      fill(this.place, value);
      this.target.append(this.place);
      this.place.scrollIntoView({ block: "start" });
    }
    if (name === "claims") fill(this.place.querySelector("[data-claims]"), value);
    if (name === "sources") fill(this.place.querySelector("[data-sources]"), value);
    if (name === "done") this.done(value, event);
    if (name === "failed") {
      this.finished = this.failed = true;
      this.place?.remove();
      const said = document.createElement("div");
      fill(said, value);
      this.target.append(...said.childNodes);
    }
  }

  done(html, event) {
    this.finished = true;
    if (this.place) {
      fill(this.place, html);
    } else {
      fill(this.target, html);
      this.target.scrollIntoView({ block: "start" });
    }
    if (this.form.dataset.further) {
      this.form.querySelector("label.title").textContent = this.form.dataset.further;
      this.form.elements.question.value = "";
      this.form.elements.question.placeholder = "";
      this.form.elements.after.value = event.after ?? "";
    }
    if (event.after) {
      history.pushState(null, "", `/answers/${event.after}`);
      shown = location.pathname;
      document.title = event.title;
    }
  }

  busy(on) {
    this.form.setAttribute("aria-busy", String(on));
    this.form.querySelector("[type=submit]").hidden = on;
    const stop = this.form.querySelector(".stop");
    stop.hidden = !on;
    if (on) stop.onclick = () => this.stopper.abort();
    document.body.classList.toggle("busy", on);
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.stream || event.defaultPrevented) return;
  event.preventDefault();
  if (form.getAttribute("aria-busy") !== "true") new Sending(form).run();
});

document.addEventListener("keydown", (event) => {
  const box = event.target;
  if (event.key !== "Enter" || event.isComposing || box.tagName !== "TEXTAREA") return;
  // A question is sent by Enter, a draft by Ctrl+Enter.
  const sends = box.name === "question" ? !event.shiftKey : event.ctrlKey || event.metaKey;
  if (!sends) return;
  event.preventDefault();
  box.form.requestSubmit();
});

// A mark and its source light up together.
for (const [kind, on] of [["mouseover", true], ["focusin", true], ["mouseout", false], ["focusout", false]]) {
  document.addEventListener(kind, (event) => {
    const mark = event.target.closest?.(".mark");
    const number = mark?.textContent.replace(/\D/g, "");
    const source = mark?.closest(".turn")?.querySelector(`.cited [data-n="${number}"]`);
    source?.classList.toggle("lit", on);
  });
}

// The way back to a page whose place an answer took. Links within the page come here too, and change nothing.
addEventListener("popstate", () => {
  if (location.pathname !== shown) location.reload();
});

// A page that the browser kept, as the reader left it: its form says again what its address says and its list shows.
addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelector("form.search")?.reset();
});

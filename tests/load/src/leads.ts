// Leads to post. With LEADS (a JSON Lines file of posts) they come from there, else they are made up; people and places are invented, phones are 555-0100 to 555-0199.
const lines = ["auto", "home", "renters", "life", "health"] as const;
const places = [
  { city: "New York", state: "NY", postalCode: "10001", area: "212" },
  { city: "Chicago", state: "IL", postalCode: "60601", area: "312" },
  { city: "Austin", state: "TX", postalCode: "78701", area: "512" },
  { city: "Denver", state: "CO", postalCode: "80202", area: "303" },
  { city: "Seattle", state: "WA", postalCode: "98101", area: "206" },
];
const firstNames = ["Ada", "Grace", "Alan", "Edsger", "Barbara", "Donald", "Katherine", "Dennis"];
const lastNames = ["Example", "Sample", "Specimen", "Instance", "Pattern", "Model", "Template", "Draft"];

/** One post, different for each number. */
export function lead(number: number): object {
  const place = pick(places, number);
  const first = pick(firstNames, number), last = pick(lastNames, number >> 3);
  return {
    line: pick(lines, number),
    contact: {
      firstName: first,
      lastName: last,
      email: `${first}.${last}.${number}@example.com`.toLowerCase(),
      phone: `(${place.area}) 555-01${String(number % 100).padStart(2, "0")}`,
      dateOfBirth: `19${60 + (number % 40)}-0${1 + (number % 9)}-1${number % 9}`,
      address: { street: `${1 + (number % 900)} Main Street`, city: place.city, state: place.state, postalCode: place.postalCode },
    },
    consent: {
      text: "By clicking Get my quote I agree that Example Insurance may call, text and email me about insurance.",
      sellers: ["Example Insurance"],
      channels: ["phone", "sms", "email"],
      capturedAt: new Date().toISOString(),
      pageUrl: "https://quotes.example.com/auto",
      ip: "203.0.113.9",
    },
  };
}

export const parsePosts = (jsonLines: string): string[] => jsonLines.split("\n").filter(line => line.trim() !== "");

function pick<T>(from: readonly T[], number: number): T {
  return from[number % from.length]!;
}

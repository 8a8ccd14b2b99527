import { useWords } from "./words/words.tsx";

export default function AboutPage() {
  const { words } = useWords();
  return (
    <article className="prose">
      <h1>{words.aboutTitle}</h1>
      <p className="lead">{words.aboutIs}</p>
      <p>{words.aboutIsNot}</p>
      <p>{words.aboutRegulation}</p>
      <p>{words.aboutNumbers}</p>
      <p>{words.aboutModels}</p>
      <p>{words.aboutData}</p>
    </article>
  );
}

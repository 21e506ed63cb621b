use std::io::Read;

fn main() {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).unwrap();
    let mut numbers = text.split_whitespace().map(|word| word.parse::<i64>().unwrap());
    // TODO: add up all the numbers, not only the first.
    println!("{}", numbers.next().unwrap_or(0));
}

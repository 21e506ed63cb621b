use std::io::BufRead;

fn main() {
    let mut sum = 0;
    for line in std::io::stdin().lock().lines() {
        for word in line.unwrap().split_whitespace() {
            sum += word.parse::<i64>().unwrap();
        }
    }
    println!("{}", sum);
}
